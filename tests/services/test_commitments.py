"""A funder takes people on: their months stand, or nothing does."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Commitment, CoverageMonth, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month, local, months_from, today
from kiosk.domain.words import month_name
from kiosk.services import standing
from kiosk.services.acting import Refused
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.months_taken import MonthsTaken
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())


@pytest.fixture
def workers(people) -> list[Worker]:
    return [worker(reg_no) for reg_no in crowd(acting(people["petugas"]), 5)]


@pytest.fixture
def company(people) -> Funder:
    return people["mitra"].company.funder


@pytest.fixture
def city(people) -> Funder:
    return Funder.create(name="APBD Kota Semarang", kind="apbd")


def commit(funder: Funder, workers: list[Worker], months: list, **more) -> list[Commitment]:
    with writing():
        return commit_months(funder=funder, workers=workers, months=months, **more)


def test_everybody_has_every_month_and_one_commitment(company, workers):
    made = commit(company, workers[::-1], months_from(THIS, 3))
    assert [one.worker_id for one in made] == [one.id for one in workers[::-1]]
    assert all((one.first_month, one.last_month) == (THIS, add_months(THIS, 2)) for one in made)
    assert CoverageMonth.select().count() == 15 and adds_up()


def test_company_s_months_hold_for_thirty_days_and_the_city_s_without_end(company, city, workers):
    commit(company, workers[:1], [THIS])
    commit(city, workers[1:2], [THIS])
    by_kind = {row.funder_kind: row.hold_until for row in CoverageMonth.select()}
    assert local(by_kind["csr"]).date() == today() + timedelta(days=30)
    assert by_kind["apbd"] is None


def test_savings_are_paid_on_top_and_never_cheaper(company, workers):
    commit(company, workers[:1], [THIS])
    [plain] = [row.amount for row in CoverageMonth.select()]
    commit(company, workers[1:2], [THIS], plan="jkk_jkm_jht")
    assert CoverageMonth.get(CoverageMonth.worker == workers[1]).amount == plain + 20_000
    assert Commitment.get(Commitment.worker == workers[1]).plan == "jkk_jkm_jht"


def test_whoever_comes_second_is_told_who_when_and_by_which_money(company, city, workers):
    commit(city, workers[1:2], [add_months(THIS, 1)])
    with pytest.raises(MonthsTaken) as refused:
        commit(company, workers, months_from(THIS, 3))
    said = str(refused.value)
    assert (
        said.startswith("Orang sudah")
        and "Pemerintah Kota (APBD)" in said
        and month_name(add_months(THIS, 1)) in said
    )
    assert "satu penanggung" in said
    assert {who: [row.month for row in rows] for who, rows in refused.value.taken.items()} == {
        workers[1].id: [add_months(THIS, 1)]
    }
    assert CoverageMonth.select().count() == 1 and Commitment.select().count() == 1 and adds_up()


def test_company_does_not_learn_which_company_pays_for_its_people(company, people, workers):
    commit(people["mitra2"].company.funder, workers, [THIS])
    with pytest.raises(MonthsTaken) as refused:
        commit(company, workers, [THIS])
    assert "5 orang" in str(refused.value) and "perusahaan (CSR)" in str(refused.value)
    assert "Bahari" not in str(refused.value)


def test_nobody_is_taken_on_with_one_who_is_frozen_meanwhile(company, workers):
    Worker.update(frozen_at=add_months(THIS, 0)).where(Worker.id == workers[2].id).execute()
    with pytest.raises(Refused, match="dibekukan"):
        commit(company, workers, [THIS])  # the rows in hand still say that nobody is
    assert standing.why_not_free(workers[2]) and not Commitment.select().exists()


def test_months_let_go_are_free_for_the_next(company, city, workers):
    commit(company, workers, [THIS])
    with writing(), changing([one.id for one in workers]) as changes:
        changes.release([row.id for row in CoverageMonth.select()], why="hold")
    commit(city, workers, [THIS])
    live = CoverageMonth.select().where(CoverageMonth.released_at.is_null())
    assert {row.funder_kind for row in live} == {"apbd"} and adds_up()


def test_changes_that_are_open_are_joined(company, workers):
    with writing(), changing([one.id for one in workers]) as changes:
        commit_months(funder=company, workers=workers[:2], months=[THIS], changes=changes)
        commit_months(funder=company, workers=workers[2:], months=[THIS], changes=changes)
    assert CoverageMonth.select().count() == 5 and adds_up()
