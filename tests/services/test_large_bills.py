"""A bill of very many months: made and taken back in as many statements as a small one, and always whole."""

from contextlib import contextmanager

import pytest

from db import connection
from db.models import Batch, Bill, BillLine, Company, CoverageMonth, CutDecision, Funder, Worker
from kiosk.domain.clock import add_months, today
from kiosk.services import bill_making, bills, invariants
from kiosk.services.acting import Refused
from kiosk.services.commitments import commit_months
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live
from tests.services.crowd import crowd


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def statements(monkeypatch):
    """How many the database is asked while `act` runs."""

    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


def test_more_people_ask_for_no_more_statements(people, mitra, statements):
    small = batch_of(people, 2, 12)
    large = batch_of(people, 80, 12, company="bahari", numbered=100)
    other = acting(people["mitra2"])
    few = statements(lambda: billed(small, mitra))
    assert statements(lambda: billed(large, other)) <= few
    few = statements(lambda: cancelled(small, mitra))
    assert statements(lambda: cancelled(large, other)) <= few


def cancelled(batch: Batch, by) -> None:
    bills.cancel(no=Bill.get(Bill.batch == batch).no, why="Salah hitung.", by=by)


def test_work_of_several_sectors_and_months_makes_the_lines_that_the_months_make(people, mitra):
    batch = batch_of(people, 3, 6)
    drivers = crowd(acting(people["petugas"]), 2, numbered=50, occupation="ojek-online")
    with connection.writing():
        commit_months(
            funder=Funder.get_by_id(batch.company.funder_id),
            workers=list(Worker.select().where(Worker.reg_no.in_(drivers))),
            months=[add_months(THIS, step) for step in range(6)],
            batch=batch,
        )
    bill = billed(batch, mitra)
    lines = {(line.month, line.rate): line.people for line in BillLine.select()}
    rows = live(bill)
    assert lines == {
        (month, rate): sum((row.month, row.amount) == (month, rate) for row in rows)
        for month, rate in {(row.month, row.amount) for row in rows}
    }
    assert len(rows) == 30
    assert bill.amount == sum(row.amount for row in rows)


def test_a_decision_since_then_prices_every_month_anew(people, mitra):
    batch = batch_of(people, 3, 3)
    with connection.writing():
        CutDecision.create(funder_kind="csr", gets_cut=False, letter_no="B/2/uji", letter_on=today())
    bill = billed(batch, mitra)
    assert {row.amount for row in live(bill)} == {16_800}
    assert bill.amount == 9 * 16_800
    assert [proof.invariant.code for proof in invariants.faults() if proof.invariant.code != "durable"] == []


def test_somebody_who_comes_in_meanwhile_stops_it_and_nothing_is_billed(people, mitra, monkeypatch):
    """Whoever is not held could be let go of at the same time."""
    batch = batch_of(people, 2, 1)
    [late] = crowd(acting(people["petugas"]), 1, numbered=70)
    held = bill_making.changing

    @contextmanager
    def late_one_comes_in(worker_ids):
        with held(worker_ids) as changes:
            commit_months(
                funder=Funder.get_by_id(Company.get(Company.code == "sinar").funder_id),
                workers=[Worker.get(Worker.reg_no == late)],
                months=[THIS],
                batch=batch,
                changes=changes,
            )
            yield changes

    with monkeypatch.context() as patch:
        patch.setattr(bill_making, "changing", late_one_comes_in)
        with pytest.raises(Refused, match="baru saja masuk"):
            billed(batch, mitra)
    assert not Bill.select().exists()
    assert not CoverageMonth.select().where(CoverageMonth.billed_on.is_null(False)).exists()
    assert len(live(billed(batch, mitra))) == 2
