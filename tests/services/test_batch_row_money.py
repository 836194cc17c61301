"""A row says how far its money is: asked for, paid for which months, protected today."""

from datetime import date

import pytest

from db.models import Batch
from kiosk.domain.clock import add_months
from kiosk.services import batch_row_lists, bills
from tests.ledger_rows import confirm, live_months, pay
from tests.services.at_once import acting, key, nik
from tests.services.test_batch_row_edits import opened


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def batch_of(by, people: int) -> Batch:
    rows = [f"{nik(at)};Orang {at};Sampangan;Nelayan;;" for at in range(1, people + 1)]
    return Batch.get(Batch.no == opened(by, *rows))


def shown(batch: Batch, by) -> list[tuple[str, tuple, tuple]]:
    rows, _follows = batch_row_lists.rows_of(no=batch.no, by=by)
    return [(row.shown_state, row.money.paid, row.money.billed) for row in rows]


def test_a_row_is_ready_then_billed_then_paid_month_by_month(mitra):
    batch = batch_of(mitra, 1)
    months = tuple(add_months(batch.first_month, at) for at in range(batch.months))
    assert shown(batch, mitra) == [("ready", (), ())]
    bills.bill_batch(no=batch.no, client_key=key(), by=mitra)
    assert shown(batch, mitra) == [("billed", (), months)]
    pay(live_months()[:2])
    assert shown(batch, mitra) == [("paid", months[:2], months[2:])]


def test_protected_is_who_has_a_month_in_force_today(mitra, monkeypatch):
    batch = batch_of(mitra, 1)
    pay(live_months())
    confirm(live_months())
    middle = add_months(batch.first_month, 1).replace(day=10)
    monkeypatch.setattr("kiosk.services.batch_row_money.today", lambda: middle)
    assert shown(batch, mitra)[0][0] == "protected"
    monkeypatch.setattr("kiosk.services.batch_row_money.today", lambda: date(middle.year + 2, 1, 10))
    assert shown(batch, mitra)[0][0] == "paid"
