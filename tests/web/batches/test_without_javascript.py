"""A company's whole road in a browser without JavaScript: from a sheet nobody understands to the proof of the money."""

from io import BytesIO

import pytest

from db.models import Batch, BatchRow, Bill, Payment
from kiosk.domain.clock import today
from tests.web import desk
from tests.web.plain_browser import PlainBrowser

HEADINGS = ("Angka Penduduk", "Sebutan", "Wilayah", "Kegiatan")
ROWS = (
    ("3374021505800009", "Parjo", "Sampangan", "Nelayan"),
    ("3374020902000001", "Sugeng", "Mangunharjo", "Nelayan"),  # two kelurahan have that name
    ("337401570890000", "Siti Aminah", "Sampangan", "Nelayan"),  # a figure is missing
)
TUGU = "33.74.16.1007"  # the Mangunharjo of Tugu


@pytest.fixture
def plain(client_for) -> PlainBrowser:
    return PlainBrowser(client_for("mitra"))


def sheet() -> tuple:
    return BytesIO("\n".join(";".join(row) for row in (HEADINGS, *ROWS)).encode()), "hrd.csv"


def rows(state: str) -> list[BatchRow]:
    return list(BatchRow.select().where(BatchRow.state == state).order_by(BatchRow.number))


def open_with_sheet(plain: PlainBrowser) -> None:
    plain.open("/batch/baru")
    plain.press("Buka batch", expect=422, name="CSR pesisir", sheet=sheet())
    assert not Batch.select().exists()
    plain.press("Buka batch", months="3", consent="y", sheet=sheet())


def explain_columns(plain: PlainBrowser) -> None:
    plain.follow("Tunjukkan apa isi tiap kolom")
    plain.press("Simpan dan baca lembarnya", expect=422, kolom_0="nik", kolom_1="name")
    plain.press("Simpan dan baca lembarnya", kolom_2="kelurahan", kolom_3="occupation")


def mend(plain: PlainBrowser, number: int, **typed) -> None:
    """From the list of the batch to the row's own page, and back by what it answers."""
    plain.follow(f"Perbaiki baris {number}")
    plain.press("Simpan dan periksa", expect=422, nik="12")
    assert 'value="12"' in plain.text
    plain.press("Simpan dan periksa", **typed)


def pay(plain: PlainBrowser, amount: int) -> None:
    given = {"reference": "TRF 2026 7", "received_on": f"{today():%d/%m/%Y}", "amount": str(amount)}
    plain.press("Catat pembayaran", expect=422, **given)
    assert "Pilih berkas bukti pembayaran" in plain.text
    plain.press("Catat pembayaran", evidence=desk.photo(name="bukti.jpg"))


def test_from_a_sheet_nobody_understands_to_the_evidence_of_the_payment(plain):
    open_with_sheet(plain)
    batch = plain.address
    assert batch == f"/batch/{Batch.get().no}" and not BatchRow.select().exists()
    explain_columns(plain)
    assert (plain.address, len(rows("ready")), len(rows("wrong"))) == (batch, 1, 2)
    mend(plain, 3, nik=ROWS[1][0], area=TUGU)
    plain.open(batch)
    mend(plain, 4, nik="3374015708900002")
    assert (len(rows("ready")), rows("wrong")) == (3, [])
    plain.open(batch)
    plain.press("Buat tagihan")
    bill = Bill.get()
    assert plain.address == f"/tagihan/{bill.no}"
    plain.open(batch)
    plain.follow("Catat pembayaran")
    pay(plain, bill.amount)
    payment = Payment.get()
    assert (plain.address, payment.state, payment.amount) == (
        f"/pembayaran/{payment.no}",
        "told",
        bill.amount,
    )
    evidence = plain.client.get(plain.address_of("Buka bukti"))
    assert (evidence.status_code, evidence.mimetype) == (200, "image/jpeg")


def test_a_row_that_cannot_be_mended_is_left_out_and_taken_back(plain):
    open_with_sheet(plain)
    explain_columns(plain)
    batch = plain.address
    plain.follow("Perbaiki baris 4")
    plain.press("Tinggalkan baris ini")
    assert len(rows("wrong")) == 1
    plain.open(batch)
    plain.follow("1 baris ditinggalkan")
    plain.open(f"{batch}/baris/{rows('withdrawn')[0].id}")
    plain.press("Kembalikan untuk diperbaiki")
    assert len(rows("wrong")) == 2
