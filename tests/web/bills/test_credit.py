"""Credit is used for a bill: asked first, with what remains; a code for the whole sum is wrong afterwards."""

import pytest

from db.models import Bill
from kiosk.domain.clock import add_months, today
from kiosk.domain.words import rupiah
from tests.web import desk

OVER = 8_400


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def bill(client_for, mitra) -> str:
    """Of two people, while one month's price is over from another bill."""
    first = desk.billed(
        mitra, desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng")), months="1")
    )
    payment = desk.paid(mitra, first, amount=str(Bill.get().amount + OVER))
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    sheet = desk.small_sheet(("3374021104020005", "Wagiman"), ("3374021003010002", "Tarno"), name="lain.csv")
    return desk.billed(mitra, desk.opened(mitra, name="Kedua", sheet=sheet, months="1"))


def code(admin, bill: str, amount: int) -> None:
    fields = {
        "code": "123456789012",
        "amount": str(amount),
        "expires_on": f"{add_months(today(), 1):%d/%m/%Y}",
    }
    assert (
        desk.send(admin, f"/tagihan/{bill}/kode-iuran", fields | {"client_key": desk.key()}).status_code
        == 303
    )


def test_what_would_be_paid_and_what_remains_is_said_first(mitra, client_for, bill, visit):
    whole = Bill.get(Bill.no == bill).amount
    assert f'href="/tagihan/{bill}/kredit"' in visit(mitra, f"/tagihan/{bill}").text
    text = visit(mitra, f"/tagihan/{bill}/kredit").text
    assert rupiah(OVER) in text and rupiah(whole - OVER) in text and "kode itu" not in text
    assert "Pakai kredit</button>" not in visit(client_for("auditor"), f"/tagihan/{bill}/kredit").text
    assert client_for("mitra2").get(f"/tagihan/{bill}/kredit").status_code == 403
    assert client_for("petugas").get(f"/tagihan/{bill}/kredit").status_code == 403


def test_code_for_the_whole_sum_is_said_to_be_wrong_before_and_afterwards(mitra, client_for, bill, visit):
    admin, whole = client_for("admin"), Bill.get(Bill.no == bill).amount
    code(admin, bill, whole)
    assert "Kode iuran tagihan ini meminta" in visit(mitra, f"/tagihan/{bill}/kredit").text
    desk.send(mitra, f"/tagihan/{bill}/kredit")
    text = visit(mitra, f"/tagihan/{bill}").text
    assert f"BPJS meminta {rupiah(whole)} dengan kode iurannya, tagihan ini {rupiah(whole - OVER)}" in text
    assert (
        f"minta kode baru kepada BPJS sebesar {rupiah(whole - OVER)}" in visit(admin, f"/tagihan/{bill}").text
    )
    code(admin, bill, whole - OVER)
    assert "BPJS meminta" not in visit(mitra, f"/tagihan/{bill}").text


def test_code_stays_right_while_only_its_own_money_has_paid_a_part(mitra, client_for, bill, visit):
    admin, whole = client_for("admin"), Bill.get(Bill.no == bill).amount
    code(admin, bill, whole)
    payment = desk.paid(mitra, bill, amount=str(whole // 2), reference="TRF-LAIN")
    desk.send(admin, f"/pembayaran/{payment}/konfirmasi")
    assert "BPJS meminta" not in visit(mitra, f"/tagihan/{bill}").text


def test_without_credit_the_bill_says_so(mitra, client_for, visit):
    first = desk.billed(
        mitra, desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng")), months="1")
    )
    assert mitra.get(f"/tagihan/{first}/kredit").location == f"/tagihan/{first}"
