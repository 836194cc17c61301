"""A batch was withdrawn, people of it hold months that are paid: they still get their cards, and still sign."""

import pytest

from db.models import Batch
from kiosk.domain.clock import add_months
from kiosk.services import batch_ends, batch_withdrawals
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.web import desk
from tests.web.batches.test_consents import laid_down, papers


@pytest.fixture
def batch(people) -> Batch:
    """Two people who hold this month, paid; the next one was let go with the batch."""
    batch = batch_of(people, 2, 2)
    bill = billed(batch, acting(people["mitra"]))
    pay(bill, bill.amount // 2, acting(people["admin"]))
    batch_withdrawals.withdraw(no=batch.no, why="Anggaran ditunda", by=acting(people["admin"]))
    assert {row.month for row in live(bill)} == {THIS}
    return batch


@pytest.fixture
def over(batch, monkeypatch) -> Batch:
    """The same a month later."""
    monkeypatch.setattr(batch_ends, "today", lambda: add_months(THIS, 1))
    return batch


def test_their_cards_are_offered_and_printed(client_for, batch, visit):
    client = client_for("mitra")
    assert f'href="/batch/{batch.no}/kartu"' in visit(client, f"/batch/{batch.no}").text
    assert desk.printed(client, batch=batch.no)


def test_the_list_of_cards_offers_it_as_a_filter(client_for, batch, visit):
    assert f'value="{batch.no}"' in visit(client_for("mitra"), "/kartu").text


def test_their_signed_list_is_still_laid_down(client_for, batch, visit):
    client = client_for("mitra")
    assert 'name="papers"' in visit(client, f"/batch/{batch.no}/persetujuan").text
    assert laid_down(client, batch.no).status_code == 303
    assert len(papers()) == 1
    assert 'name="papers"' not in visit(client_for("auditor"), f"/batch/{batch.no}/persetujuan").text


def test_once_their_months_are_over_neither_is_offered(client_for, over, visit):
    client = client_for("mitra")
    assert f'href="/batch/{over.no}/kartu"' not in visit(client, f"/batch/{over.no}").text
    assert 'name="papers"' not in visit(client, f"/batch/{over.no}/persetujuan").text
    answer = laid_down(client, over.no)
    assert answer.status_code == 422 and "tidak menanggung siapa pun lagi" in answer.text


def test_nobody_adds_to_it_or_withdraws_it_again(client_for, batch, visit):
    text = visit(client_for("mitra"), f"/batch/{batch.no}").text
    assert f"/batch/{batch.no}/batal" not in text and 'name="sheet"' not in text
