"""The figures of the city's cover: each is as long as the list behind it, and what a plain look at the rows says."""

import random
from datetime import date

import pytest

from db.models import Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today, utc_now
from kiosk.domain.coverage_looks import (
    ARREARS,
    DAYS,
    ENDING,
    ENROLLED,
    OF_A_MONTH,
    OUTSIDE,
    OVERDUE,
    PAYABLE,
    PROTECTED,
    STARTING_LATER,
    UNFUNDED,
    Funnel,
    Narrow,
    ending_within,
)
from kiosk.services import coverage_people, people_counts
from kiosk.services.coverage_bases import areas_of, at, basis_of
from kiosk.services.coverage_figures import (
    arrears,
    arrears_by_month,
    ending,
    ending_by_month,
    funnel,
    protected_today,
    share,
    starting_later,
    unfunded,
)
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())
KAUMAN, MIJEN = "33.74.01.1010", "33.74.02.1001"
WHERES = (
    Narrow(),
    Narrow(kecamatan="33.74.01"),
    Narrow(kelurahan=KAUMAN),
    Narrow(kelurahan=OUTSIDE),
    Narrow(occupation="nelayan"),
    Narrow(funder_kind="apbd"),
    Narrow(kecamatan="33.74.02", occupation="nelayan", funder_kind="csr"),
)


def month(ahead: int) -> date:
    return add_months(THIS, ahead)


@pytest.fixture
def person(people):
    """person(**columns) is the next of a crowd, all of Kauman unless told otherwise."""
    numbers = iter(crowd(acting(people["petugas"]), 60))

    def next_one(**columns) -> Worker:
        one = worker(next(numbers))
        if columns:
            Worker.update(**columns).where(Worker.id == one.id).execute()
        return worker(one.reg_no)

    return next_one


def listed(state: str, where: Narrow, of: date | None = None) -> list[int]:
    """Whom the list shows; every page of it, and the stream of all, say the same."""
    found, page, follows = [], 1, True
    while follows:
        shown, follows = coverage_people.page_of(state=state, where=where, month=of, page=page)
        found, page = found + [one.worker.id for one in shown], page + 1
    assert found == [one.worker.id for one in coverage_people.everyone(state=state, where=where, month=of)]
    assert len(found) == len(set(found)) == coverage_people.count(state=state, where=where, month=of)
    basis, areas = basis_of(state, where, of), areas_of(where)
    plain = basis.query if areas is None else at(basis, areas)
    assert sorted(found) == sorted(row.id for row in plain)
    return found


@pytest.fixture
def mixed(person):
    """Some people of every sort, drawn by chance, of two kecamatan and from outside."""
    rng = random.Random(10)
    funders = [ledger_rows.first_company(), *map(ledger_rows.somebody, ("apbd", "dbhcht"))]
    for number in range(40):
        one = person(
            kelurahan=rng.choice((KAUMAN, MIJEN, None)), occupation=rng.choice(("nelayan", "pengemudi-ojek")),
            enrolled_on=add_months(THIS, -rng.randint(0, 5)), home_regency="Kab. Demak",
        )  # fmt: skip
        first, length = month(rng.randint(-6, 2)), rng.randint(1, 9)
        if number % 9:
            run = months_from(first, length)
            paid = rng.randint(0, length)
            rows = ledger_rows.paid_months(
                one, run, funder=rng.choice(funders), paid=paid, effective=rng.randint(0, paid)
            )
            ledger_rows.submit(rows[: rng.randint(0, length)])
        if number % 7 == 0:
            died = today() if number % 2 else None
            Worker.update(frozen_at=utc_now(), died_on=died).where(Worker.id == one.id).execute()
        if number % 5 == 0:
            Worker.update(kelurahan=rng.choice((KAUMAN, MIJEN, None))).where(Worker.id == one.id).execute()


@pytest.fixture(params=[False, True], ids=["lines", "folded"])
def folded(mixed, request, monkeypatch):
    """The same whether the lines of people are folded into the counts yet, or not."""
    monkeypatch.setattr(coverage_people, "PAGE", 3)
    if request.param:
        assert people_counts.fold()


@pytest.mark.parametrize("where", WHERES, ids=str)
def test_each_figure_is_as_long_as_its_list(folded, where):
    for of in (month(-2), THIS, month(1)):
        found = funnel(of, where)
        assert found == Funnel(
            len(listed(ENROLLED, where.without_funder(), of)),
            *(len(listed(state, where, of)) for state in OF_A_MONTH),
        )
    assert protected_today(where) == len(listed(PROTECTED, where))
    assert unfunded(where) == len(listed(UNFUNDED, where.without_funder()))
    assert [ending(days, where) for days in DAYS] == [len(listed(ENDING[days], where)) for days in DAYS]
    for last, count in ending_by_month(where):
        assert count == len(listed(ENDING[90], where, last))
    later = starting_later(where)
    assert sum(count for _last, count in later) == len(listed(STARTING_LATER, where))
    for last, count in later:
        assert count == len(listed(STARTING_LATER, where, last))
    for last, _day, count in arrears_by_month(where):
        assert count == len(listed(ARREARS, where, last))
    assert sum(count for _day, count in arrears(where)) == len(listed(ARREARS, where))
    in_time = {True: 0, False: 0}
    for day, count in arrears(where):
        in_time[day >= today()] += count
    assert in_time == {True: len(listed(PAYABLE, where)), False: len(listed(OVERDUE, where))}
    assert share(where).protected == protected_today(where)


@pytest.mark.parametrize("fold", [False, True], ids=["lines", "folded"])
def test_who_starts_after_this_month_and_ends_soon_stands_in_a_figure_of_their_own(person, fold):
    company = ledger_rows.first_company()
    runs = {"now": (0, 2), "next": (1, 1), "again": (0, 1), "long": (1, 6)}
    found = {name: person(kelurahan=KAUMAN) for name in runs}
    for name, (first, length) in runs.items():
        ledger_rows.paid_months(found[name], months_from(month(first), length), funder=company)
    ledger_rows.paid_months(found["again"], [month(2)], funder=company)
    if fold:
        assert people_counts.fold()
    end = ending_within(today(), 90).last
    later = {month(1): 1, month(2): 1}
    assert starting_later() == [(last, count) for last, count in later.items() if last <= end]
    assert listed(STARTING_LATER, Narrow(), month(1)) == [found["next"].id]
    assert found["next"].id not in listed(ENDING[90], Narrow())
    assert found["long"].id not in listed(STARTING_LATER, Narrow())
    assert starting_later(Narrow(kelurahan=MIJEN)) == []
