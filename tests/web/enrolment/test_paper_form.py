"""A power cut: the form on paper, and what was written on it copied afterwards under its own day."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine

from db.models import Consent, Worker
from kiosk.domain.clock import noon_of, today
from kiosk.services import consents, paper_form
from kiosk.services.paper_form import copied_on
from tests.web import desk
from tests.web.desk import enrol, enrolled, in_english
from tests.web.house_rules import check_page

PDF = "/pekerja/formulir.pdf"
NUMBER = re.compile(r"Lembar (F-[0-9A-Z]{6})")


def sheets(answer) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(answer.data))]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["petugas", "mitra", "admin", "auditor"])
def test_one_sheet_of_a4_has_everything_the_form_asks(client_for, name):
    answer = client_for(name).get(PDF)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    (page,) = pypdfium2.PdfDocument(BytesIO(answer.data))
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [210, 297]
    text = plain(sheets(answer)[0])
    for words in (
        "NIK, 16 angka", "Nama lengkap", "Tanggal lahir", "Laki-laki", "Perempuan", "Nomor HP", "Kelurahan", "RT",
        "RW", "Alamat", "Pekerjaan", "Tempat bekerja", "Tempat lahir", "Nama ibu kandung", "Penghasilan", "KPJ",
        "masih aktif bekerja", "cap jempol", "Nama saksi", "Disalin ke Payung oleh", "Nomor registrasi",
    ):  # fmt: skip
        assert words in text
    assert plain(consents.text_now("id"))[:60] in text
    assert NUMBER.search(text)


@pytest.mark.parametrize(("name", "place"), [("petugas", "Pos Pasar Johar"), ("mitra", "PT Sinar Pesisir")])
def test_sheet_bears_the_post_or_company(client_for, name, place):
    assert place in sheets(client_for(name).get(PDF))[0]


@pytest.mark.parametrize(
    ("asked", "given"), [("10", 10), ("50", 50), ("51", 50), ("0", 1), ("-3", 1), ("banyak", 1), ("", 1)]
)
def test_so_many_sheets_as_were_asked_for_up_to_fifty(client_for, asked, given):
    pages = sheets(client_for("petugas").get(f"{PDF}?lembar={asked}"))
    assert len(pages) == given
    assert len({NUMBER.search(page)[1] for page in pages}) == given
    assert all("Nama lengkap" in page for page in pages)


def test_fifty_sheets_are_laid_out_once(client_for, monkeypatch):
    laid_out, real = [], paper_form.render_pdf
    monkeypatch.setattr(
        paper_form,
        "render_pdf",
        lambda name, *more, **values: laid_out.append(name) or real(name, *more, **values),
    )
    answer = client_for("petugas").get(f"{PDF}?lembar=50")
    assert laid_out == ["enrolment_form.html", "enrolment_numbers.html"]
    assert len(answer.data) < 200_000


def test_sheet_is_in_the_reader_s_language(client_for):
    client = client_for("petugas")
    in_english(client)
    sheet = plain(sheets(client.get(PDF))[0])
    assert "Full name" in sheet
    assert plain(consents.text_now("id"))[:60] in sheet  # what is agreed to


def test_enrolment_page_leads_to_the_paper_form(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    assert f'href="{PDF}' in page
    assert "Formulir kertas untuk mati listrik" in page


def test_person_is_enrolled_on_the_day_of_the_paper(client_for, visit):
    client, day = client_for("petugas"), today() - timedelta(days=9)
    reg_no = enrolled(client, enrolled_on=f"{day:%d/%m/%Y}")
    worker = Worker.get(Worker.reg_no == reg_no)
    assert (worker.enrolled_on, copied_on(worker)) == (day, today())
    assert datetime.now(UTC).replace(tzinfo=None) - worker.enrolled_at < timedelta(minutes=1)
    consent = Consent.get()
    assert consent.given_at == noon_of(day) == datetime(day.year, day.month, day.day, 5)
    assert consent.version == consents.words_on(day).version
    text = plain(visit(client, f"/pekerja/{reg_no}").text)
    assert "disalin dari formulir kertas" in text


@time_machine.travel("2026-11-21 03:00:00", tick=False)
def test_page_of_the_person_says_both_days(client_for, visit):
    client = client_for("petugas")
    reg_no = enrolled(client, enrolled_on="12/11/2026")
    text = plain(visit(client, f"/pekerja/{reg_no}").text)
    assert "12 November 2026 (disalin dari formulir kertas 21 November 2026)" in text


@pytest.mark.parametrize("typed", ["", "  ", "today"])
def test_without_another_day_it_is_today_and_the_consent_is_given_now(client_for, visit, typed):
    client = client_for("petugas")
    reg_no = enrolled(client, enrolled_on=f"{today():%Y-%m-%d}" if typed == "today" else typed)
    worker = Worker.get()
    assert (worker.enrolled_on, copied_on(worker)) == (today(), None)
    assert datetime.now(UTC).replace(tzinfo=None) - Consent.get().given_at < timedelta(minutes=1)
    assert "disalin dari" not in visit(client, f"/pekerja/{reg_no}").text


@pytest.mark.parametrize(
    ("days_ago", "sentence"),
    [
        (-1, "Tanggal ini belum tiba."),
        (31, "paling lambat 30 hari kemudian"),
        (400, "paling lambat 30 hari kemudian"),
    ],
)
def test_day_ahead_or_too_long_ago_is_refused(client_for, days_ago, sentence):
    day = today() - timedelta(days=days_ago)
    answer = enrol(client_for("petugas"), enrolled_on=f"{day:%d/%m/%Y}")
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert re.search(
        r"<details class=\"fold panel\" open>\s*<summary>Disalin dari formulir kertas", answer.text
    )
    assert Worker.select().count() == 0


def test_thirty_days_ago_is_still_taken(client_for):
    enrolled(client_for("petugas"), enrolled_on=f"{today() - timedelta(days=30):%d/%m/%Y}")
    assert Worker.get().enrolled_on == today() - timedelta(days=30)


def test_day_that_cannot_be_read_is_refused(client_for):
    answer = enrol(client_for("petugas"), enrolled_on="31/02/2026")
    assert answer.status_code == 422
    assert "tidak ada di kalender" in answer.text


@time_machine.travel("2026-11-21 03:00:00", tick=False)
def test_age_is_judged_as_today_and_not_as_on_the_paper(client_for):
    """65 years old last week: on the paper's day this person could still have been enrolled."""
    fields = {"nik": "3374011511610001", "birth_on": "", "name": "Ratno Susilo", "enrolled_on": "10/11/2026"}
    assert enrol(client_for("petugas"), **fields).status_code == 422
    assert Worker.select().count() == 0


def test_day_of_the_paper_is_part_of_what_the_key_answers(client_for):
    client, fields = client_for("petugas"), desk.person()
    assert desk.send(client, "/pekerja/baru", fields).status_code == 303
    day = today() - timedelta(days=2)
    assert desk.send(client, "/pekerja/baru", {**fields, "enrolled_on": f"{day}"}).status_code == 409


def test_noon_here_is_five_in_the_morning_by_utc():
    assert noon_of(date(2026, 11, 12)) == datetime(2026, 11, 12, 5)
