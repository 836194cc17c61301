"""The batch's page leads to its papers; each month has its report."""

import pytest

from db.connection import writing
from db.models import Batch, Funder, Worker
from kiosk.domain.clock import add_months
from kiosk.domain.words import month_name
from kiosk.services import batch_reports
from kiosk.services.commitments import commit_months
from tests.web import desk
from tests.web.papers import text_of

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def batch(mitra) -> Batch:
    return Batch.get(Batch.no == desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3"))


def papers(client, batch: Batch, visit) -> str:
    return visit(client, f"/batch/{batch.no}").text.partition('id="papers"')[2].partition("</section>")[0]


def test_an_empty_batch_offers_no_papers(mitra, visit):
    assert 'id="papers"' not in visit(mitra, f"/batch/{desk.opened(mitra)}").text


def test_each_paper_is_offered_once_it_can_be_made(mitra, client_for, batch, visit):
    here = f'href="/batch/{batch.no}/'
    before = papers(mitra, batch, visit)
    assert f"{here}laporan/{batch.first_month:%Y-%m}.pdf" in before and f"{here}persetujuan" in before
    assert f"{here}tagihan.pdf" not in before and f"{here}piagam.pdf" not in before
    bill = desk.billed(mitra, batch.no)
    assert f"{here}tagihan.pdf" in papers(mitra, batch, visit)
    payment = desk.paid(mitra, bill, amount="16800")
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    assert f"{here}piagam.pdf" in papers(mitra, batch, visit)


def test_an_officer_is_offered_no_bill(client_for, things, visit):
    petugas = client_for("petugas")
    desk.enrolled(petugas, nik="3374011705800003", name="Karyono", phone="", batch=things.post_batch)
    desk.billed(client_for("mitra"), things.post_batch)
    offered = papers(petugas, Batch.get(Batch.no == things.post_batch), visit)
    assert "laporan/" in offered and "tagihan.pdf" not in offered


def test_every_month_of_the_batch_has_a_report_and_no_other(mitra, batch, visit):
    for step in range(3):
        month = add_months(batch.first_month, step)
        said = text_of(mitra.get(f"/batch/{batch.no}/laporan/{month:%Y-%m}.pdf"))
        assert f"Laporan {month_name(month)}" in said and "Sugeng" in said and "Tarno" in said
    for wrong in (f"{add_months(batch.first_month, 3):%Y-%m}", "2020-01", "2026-13", "kapan", "2026-01-01"):
        page = visit(mitra, f"/batch/{batch.no}/laporan/{wrong}.pdf", status=404)
        assert "Halaman tidak ditemukan" in page.text


def test_a_month_that_somebody_came_for_later_is_reported_too(mitra, batch):
    later = add_months(batch.first_month, 5)
    assert batch_reports.months_of(batch)[-1] < later
    with writing():
        commit_months(
            funder=Funder.get_by_id(batch.company.funder_id),
            workers=[Worker.get(Worker.name == "Tarno")],
            months=[later],
            batch=batch,
        )
    assert batch_reports.months_of(batch)[-1] == later
    said = text_of(mitra.get(f"/batch/{batch.no}/laporan/{later:%Y-%m}.pdf"))
    assert "Tarno" in said and "Sugeng" not in said


def test_no_identity_number_stands_in_a_report(mitra, batch):
    said = text_of(mitra.get(f"/batch/{batch.no}/laporan/{batch.first_month:%Y-%m}.pdf"))
    assert not [nik for nik, _name in PEOPLE if nik in said or nik[-4:] in said]


def test_a_large_batch_leads_to_every_part(mitra, batch, visit, monkeypatch):
    monkeypatch.setattr(batch_reports, "PEOPLE_IN_PART", 1)
    address = f"/batch/{batch.no}/laporan/{batch.first_month:%Y-%m}.pdf"
    assert f'href="{address}?bagian=2"' in papers(mitra, batch, visit)
    parts = [text_of(mitra.get(f"{address}?bagian={part}")) for part in (1, 2)]
    assert [("Sugeng" in said, "Tarno" in said) for said in parts] == [(True, False), (False, True)]


def test_the_batch_s_page_asks_no_more_for_more_people(mitra, batch, count_queries):
    few = count_queries(lambda: mitra.get(f"/batch/{batch.no}"))
    more = desk.small_sheet(
        ("3374021104020005", "Wagiman"),
        ("3374021205030006", "Paijo"),
        ("3374021306040007", "Karto"),
        name="lagi.csv",
    )
    data = {"client_key": desk.key(), "consent": "y", "sheet": more}
    assert (
        desk.send(mitra, f"/batch/{batch.no}/lembar", data, content_type="multipart/form-data").status_code
        == 303
    )
    assert count_queries(lambda: mitra.get(f"/batch/{batch.no}")) <= few
