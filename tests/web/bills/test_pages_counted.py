"""Long lists of money say how many pages there are."""

import re

import pytest

from kiosk.services import bill_lists, bill_month_pages, payment_pages
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, live, pay


@pytest.fixture
def bill(people):
    """Three people for two months, paid by two payments."""
    bill = billed(batch_of(people, 3, 2), acting(people["mitra"]))
    for number in (1, 2):
        pay(bill, live(bill)[0].amount, acting(people["admin"]), reference=f"TRF {number}")
    return bill


def page_said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition('class="pager"')[2][:900]).split())


def test_months_of_a_bill(client_for, bill, visit, monkeypatch):
    monkeypatch.setattr(bill_month_pages, "PAGE", 4)
    client = client_for("admin")
    assert "Halaman 1 dari 2 (6 baris)" in page_said(visit(client, f"/tagihan/{bill.no}"))
    assert "Halaman 2 dari 2 (6 baris)" in page_said(visit(client, f"/tagihan/{bill.no}?hal=2"))
    monkeypatch.setattr(bill_month_pages, "PAGE", 2)
    assert "Halaman 1 dari 2 (4 baris)" in page_said(visit(client, f"/tagihan/{bill.no}?keadaan=open"))


def test_payments(client_for, bill, visit, monkeypatch):
    monkeypatch.setattr(payment_pages, "PAGE", 1)
    client = client_for("admin")
    assert "Halaman 1 dari 2 (2 baris)" in page_said(visit(client, "/pembayaran"))
    assert "Halaman 1 dari 2 (2 baris)" in page_said(visit(client, "/pembayaran?keadaan=confirmed"))


def test_bills_as_far_as_one_may_see_them(client_for, people, bill, visit, monkeypatch):
    monkeypatch.setattr(bill_lists, "PAGE", 1)
    other = batch_of(people, 1, 1, company="bahari", numbered=50)
    billed(other, acting(people["admin"]))
    assert "Halaman 1 dari 2 (2 baris)" in page_said(visit(client_for("admin"), "/tagihan"))
    assert not page_said(visit(client_for("mitra"), "/tagihan"))
