"""The monthly evaluations in the browser: the list, what has been corrected, the PDF, and who sees them."""

import re

import pypdfium2
import pytest

from db.models import CoverageMonth
from kiosk.domain.clock import add_months
from kiosk.domain.words import month_name
from kiosk.services import month_report_rounds, month_reports
from tests import ledger_rows
from tests.services.report_city import BEFORE, MONTH, THIS, lived_through

LIST = "/cakupan/laporan"


@pytest.fixture
def reported(people):
    city = lived_through(people)
    month_report_rounds.make(lambda done, total: None)
    return city


def row_of(page: str, month) -> str:
    rows = re.findall(r"<tr[^>]*>.*?</tr>", page, re.S)
    return " ".join(next(row for row in rows if month_name(month) in row).split())


def pdf_text(answer) -> str:
    pages = pypdfium2.PdfDocument(answer.data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def address(month) -> str:
    return f"{LIST}/{month:%Y-%m}.pdf"


@pytest.mark.parametrize("role", ["admin", "opd", "auditor"])
def test_the_list_names_every_month_and_marks_the_running_one(client_for, visit, reported, role):
    page = visit(client_for(role), LIST).text
    for month in (THIS, MONTH, BEFORE):
        assert address(month) in page
    assert "SEMENTARA" in row_of(page, THIS)
    assert "dibekukan" in row_of(page, MONTH) and "tidak ada" in row_of(page, MONTH)
    assert ">6<" in row_of(page, MONTH)


@pytest.mark.parametrize("role", ["admin", "opd", "auditor"])
def test_three_roles_open_the_same_pdf(client_for, reported, role):
    answer = client_for(role).get(address(MONTH))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert f"laporan-{MONTH:%Y-%m}.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    text = pdf_text(answer)
    assert "Dari 3 orang yang janjinya habis" in text and month_name(MONTH) in text
    assert not any(person.name in text for person in reported.people)


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur"])
def test_nobody_else_sees_list_or_pdf(client_for, reported, role):
    for where in (LIST, address(MONTH)):
        assert client_for(role).get(where).status_code == 403


def test_what_came_later_is_counted_and_shown_as_corrections(client_for, visit, reported):
    ledger_rows.confirm([CoverageMonth.get_by_id(reported.unconfirmed.id)])
    client = client_for("admin")
    row = row_of(visit(client, LIST).text, MONTH)
    assert f'href="{LIST}?bulan={MONTH:%Y-%m}#koreksi"' in row
    page = visit(client, f"{LIST}?bulan={MONTH:%Y-%m}").text
    section = page.partition('id="koreksi"')[2]
    assert "Terlindungi di Mijen" in section and "+1" in section
    text = pdf_text(client.get(address(MONTH)))
    assert "Koreksi sesudah laporan ini" in text and "Terlindungi di Mijen" in text
    shown = int(re.search(r"#koreksi\">(\d+)<", row)[1])
    assert f"{shown} angka orang dan klaim," in section and f"{shown} angka orang dan klaim" in text
    assert "jawaban BPJS datang sesudah bulan itu" in section
    assert "jawaban BPJS datang sesudah bulan itu" in text
    assert ">6<" in row_of(visit(client, LIST).text, MONTH)


def test_the_running_month_is_a_pdf_of_its_own_kind(client_for, reported):
    text = pdf_text(client_for("auditor").get(address(THIS)))
    assert "SEMENTARA" in text and "Koreksi sesudah" not in text


@pytest.mark.parametrize("wrong", ["2026-13", "kapan", "2026-1", "20261-01", "١٩٩٩-01"])
def test_what_is_no_month_is_not_found_and_told_so(client_for, visit, reported, wrong):
    page = visit(client_for("admin"), f"{LIST}/{wrong}.pdf", status=404).text
    assert "Tidak ada laporan untuk bulan itu" in page
    assert (
        "Tidak ada laporan untuk bulan itu"
        in visit(client_for("admin"), f"{LIST}?bulan={wrong}", status=404).text
    )


def test_a_month_to_come_and_one_before_the_ledger_are_told(client_for, visit, reported):
    client = client_for("admin")
    assert "Bulan ini belum tiba" in visit(client, address(add_months(THIS, 1)), status=404).text
    assert "Tidak ada laporan" in visit(client, address(add_months(BEFORE, -1)), status=404).text


def test_a_month_whose_report_waits_says_when_it_is_made(client_for, visit, people):
    lived_through(people)
    page = visit(client_for("admin"), LIST).text
    assert "menunggu dibuat" in row_of(page, MONTH)
    assert "belum dibuat" in visit(client_for("admin"), address(MONTH), status=404).text


def test_an_empty_city_is_told_what_will_come(client_for, visit):
    page = visit(client_for("admin"), LIST).text
    assert "Belum ada bulan yang selesai" in page


def test_the_list_asks_as_many_questions_of_two_reports_as_of_one(client_for, count_queries, people):
    lived_through(people)
    client = client_for("admin")
    month_reports.make(BEFORE)
    one = count_queries(lambda: client.get(LIST))
    month_reports.make(MONTH)
    assert count_queries(lambda: client.get(LIST)) <= one


def test_the_page_of_coverage_leads_here(client_for, visit, people):
    assert f'href="{LIST}"' in visit(client_for("opd"), "/cakupan").text
