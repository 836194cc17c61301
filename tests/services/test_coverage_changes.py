"""Every change of a month with its counts and spans."""

from datetime import date

import pytest
from peewee import IntegrityError

from db.connection import writing
from db.models import Commitment, CoverageCount, CoverageMonth, CoverageSpan, Payment
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import coverage_counts
from kiosk.services.coverage_changes import changing
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())


@pytest.fixture
def person(people):
    return worker(crowd(acting(people["petugas"]), 1)[0])


@pytest.fixture
def payment(people):
    funder = ledger_rows.first_company()
    return Payment.create(
        no="P1", funder=funder, reference="TRF 1", received_on=today(), amount=1_000_000, state="confirmed"
    )


def rows_for(person, months: list[date]) -> list[dict]:
    funder = ledger_rows.first_company()
    commitment = Commitment.create(funder=funder, worker=person, first_month=months[0], last_month=months[-1])
    head = {
        "worker": person.id, "commitment": commitment.id, "funder": funder.id, "funder_kind": funder.kind,
        "kelurahan": person.kelurahan_id, "occupation": person.occupation_id, "amount": 16_800,
    }  # fmt: skip
    return [head | {"month": month} for month in months]


def plan(person, months: list[date]) -> list[int]:
    with writing(), changing([person.id]) as changes:
        changes.plan(rows_for(person, months))
    return ids_of(person)


def ids_of(person) -> list[int]:
    live = (CoverageMonth.worker == person) & CoverageMonth.released_at.is_null()
    return [row.id for row in CoverageMonth.select().where(live).order_by(CoverageMonth.month)]


def counts() -> dict[date, tuple[int, ...]]:
    kept = {
        row.month: (
            row.planned + row.planned_late,
            row.submitted + row.submitted_late,
            row.paid + row.paid_late,
            row.effective + row.effective_late,
        )
        for row in CoverageCount.select()
    }
    again = {key.month: tuple(counted) for key, counted in coverage_counts.recount()}
    assert {month: counted for month, counted in kept.items() if any(counted)} == again
    return kept


def spans(person) -> list[tuple]:
    rows = CoverageSpan.select().where(CoverageSpan.worker == person)
    ordered = rows.order_by(CoverageSpan.kind, CoverageSpan.first)
    return [(row.kind, row.first, row.last, row.member) for row in ordered]


def test_planned_months_are_counted_and_make_one_span(person):
    plan(person, months_from(THIS, 3))
    assert counts() == dict.fromkeys(months_from(THIS, 3), (1, 0, 0, 0))
    assert spans(person) == [("funded", THIS, add_months(THIS, 2), False)]


def test_months_on_their_way_to_protection_are_counted_at_each_step(person, payment):
    first, second = plan(person, months_from(THIS, 2))
    with writing(), changing([person.id]) as changes:
        assert changes.pay([first, second], payment_id=payment.id, on=today()) == 2
    with writing(), changing([person.id]) as changes:
        changes.confirm([first], on=today())
        changes.confirm([first], on=today())
    assert counts() == {THIS: (1, 0, 1, 1), add_months(THIS, 1): (1, 0, 1, 0)}
    assert ("paid", THIS, add_months(THIS, 1), True) in spans(person)


def test_a_released_month_leaves_a_gap(person):
    ids = plan(person, months_from(THIS, 3))
    with writing(), changing([person.id]) as changes:
        assert changes.release([ids[1]], why="hold") == 1
        assert changes.release([ids[1]], why="hold") == 0
    assert counts()[add_months(THIS, 1)] == (0, 0, 0, 0)
    ends = [(first, last) for _kind, first, last, _member in spans(person)]
    assert ends == [(THIS, THIS), (add_months(THIS, 2), add_months(THIS, 2))]


def test_a_taken_month_is_refused_as_a_whole_and_left_out_where_that_is_asked(person):
    plan(person, [THIS])
    with pytest.raises(IntegrityError), writing(), changing([person.id]) as changes:
        changes.plan(rows_for(person, months_from(THIS, 2)))
    assert len(ids_of(person)) == 1
    with writing(), changing([person.id]) as changes:
        assert len(changes.plan_free(rows_for(person, months_from(THIS, 2)))) == 1
    assert counts() == {THIS: (1, 0, 0, 0), add_months(THIS, 1): (1, 0, 0, 0)}


def test_what_changes_after_a_month_is_over_is_kept_apart(person, payment):
    before = add_months(THIS, -1)
    [month] = plan(person, [before])
    with writing(), changing([person.id]) as changes:
        changes.pay([month], payment_id=payment.id, on=today())
    row = CoverageCount.get()
    assert (row.planned, row.paid, row.planned_late, row.paid_late) == (0, 0, 1, 1)
