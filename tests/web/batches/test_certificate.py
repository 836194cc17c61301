"""The certificate: only once something is paid, and no more than that."""

from datetime import date

import pytest

from db.connection import writing
from db.models import Company, CoverageMonth, Setting
from kiosk.domain.clock import today
from kiosk.domain.words import long_date, months_in_words
from kiosk.services import settings as dated_settings
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, pay
from tests.web import desk
from tests.web.papers import pages_of, text_of

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def paid_for(mitra, client_for):
    """A batch of which so many rupiah are paid; answers with its number."""

    def pay(rupiah: int) -> str:
        batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")
        payment = desk.paid(mitra, desk.billed(mitra, batch), amount=str(rupiah))
        desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
        return batch

    return pay


def certificate(client, batch: str) -> str:
    return text_of(client.get(f"/batch/{batch}/piagam.pdf"))


def test_nothing_paid_is_no_certificate_and_says_when_there_is_one(mitra, client_for, visit):
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE))
    bill = desk.billed(mitra, batch)
    desk.paid(mitra, bill)  # told, and not accepted yet
    page = visit(mitra, f"/batch/{batch}/piagam.pdf", status=404)
    assert "Piagam dibuat setelah" in page.text
    assert "piagam.pdf" not in visit(mitra, f"/batch/{batch}").text


def test_it_says_what_is_paid_and_no_more(mitra, paid_for, visit):
    first = CoverageMonth.month
    batch = paid_for(8_400 + 8_400 + 16_800)
    paid = list(CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).order_by(first))
    said = certificate(mitra, batch)
    people = len({row.worker_id for row in paid})
    assert 0 < len(paid) < CoverageMonth.select().count()
    months = sorted({row.month for row in paid})
    assert months_in_words(months) in said or months_in_words(months, short=True) in said
    for words in (
        "PT Sinar Pesisir",
        batch,
        "Semarang, ",
    ):
        assert words in said, words
    assert f"{people} pekerja rentan" in said and f"{len(paid)} bulan iuran" in said
    assert long_date(today()) in said
    assert "piagam.pdf" in visit(mitra, f"/batch/{batch}").text


def test_it_is_one_sheet_whatever_the_company_is_called(mitra, paid_for):
    batch = paid_for(16_800)
    name = "PT Perusahaan Pelayaran dan Pergudangan Samudera Nusantara Raya Sejahtera Abadi (Persero) Tbk"
    Company.update(name=name).where(Company.code == "sinar").execute()
    pages = pages_of(mitra.get(f"/batch/{batch}/piagam.pdf").data)
    assert len(pages) == 1
    assert name in " ".join(pages[0].split())


def test_who_signs_is_a_setting_and_may_be_left_to_the_pen(mitra, paid_for):
    batch = paid_for(16_800)
    assert "Kepala Dinas Tenaga Kerja Kota Semarang" in certificate(mitra, batch)
    with writing():
        for key, value in (
            ("certificate_signer", "Dra. Endang Lestari"),
            ("certificate_office", "Ketua Program"),
        ):
            Setting.create(key=key, value=value, valid_from=today(), basis="keputusan untuk uji")
    dated_settings.forget()
    said = certificate(mitra, batch)
    assert "Dra. Endang Lestari" in said and "Ketua Program" in said


def test_the_city_s_logo_and_bpjs_s_stand_nowhere(mitra, paid_for):
    answer = mitra.get(f"/batch/{paid_for(16_800)}/piagam.pdf")
    assert b"/Subtype/Image" not in answer.data.replace(b" ", b"")


def test_another_company_and_another_post_get_none(client_for, paid_for):
    batch = paid_for(16_800)
    answers = {
        name: client_for(name).get(f"/batch/{batch}/piagam.pdf").status_code
        for name in ("mitra_rekan", "admin", "auditor", "mitra2", "petugas", "petugas2", "donatur", "opd")
    }
    assert answers == dict.fromkeys(("mitra_rekan", "admin", "auditor"), 200) | dict.fromkeys(
        ("mitra2", "petugas", "petugas2", "donatur", "opd"), 403
    )


def test_months_of_two_years_stand_in_one_line(mitra, people, client_for):
    batch = batch_of(people, 1, 3, first=date(2026, 12, 1))
    bill = billed(batch, acting(people["mitra"]))
    pay(bill, bill.amount, acting(people["admin"]))
    lines = pages_of(mitra.get(f"/batch/{batch.no}/piagam.pdf").data)[0].splitlines()
    assert "Des 2026–Feb 2027" in [line.strip() for line in lines]
