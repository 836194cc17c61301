"""Sheets as companies really send them (tests/sheets), through the upload page."""

from io import BytesIO

import pytest

from db.models import Batch, BatchRow, Upload, Worker
from tests.web.batches.test_open_batch import counts, rows
from tests.web.desk import open_batch, opened, sheet
from tests.web.house_rules import NIK, check_page


@pytest.mark.parametrize(
    ("name", "total", "ready", "sentence"),
    [
        ("02-tata-letak-hrd.xlsx", 60, 56, "Mangunharjo"),
        ("03-nik-sebagai-angka.xlsx", 30, 18, "Excel membulatkan NIK"),
        ("04-titik-koma-cp1252.csv", 40, 40, ""),
        ("05-ganda.xlsx", 28, 25, "NIK ini sama dengan baris"),
        ("06-tanggal-campur.xlsx", 42, 37, "31"),
        ("07-lembar-kedua-baris-tersembunyi.xlsx", 20, 20, ""),
        ("09-isi-berbahaya.csv", 8, 2, "Nama"),
    ],
)
def test_sheet_as_companies_send_it_is_counted_and_every_fault_has_a_sentence(
    client_for, name, total, ready, sentence
):
    client = client_for("mitra")
    no = opened(client, sheet=sheet(name))
    found = counts(client, no)
    assert (found["rows-total"], found["rows-ready"], found["rows-wrong"]) == (total, ready, total - ready)
    assert Worker.select().count() == ready
    wrong = rows(client, no, "wrong")
    assert sentence in wrong
    assert wrong.count('class="plain-list"') == total - ready


def test_hidden_rows_are_taken_and_pointed_out(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("07-lembar-kedua-baris-tersembunyi.xlsx"))
    assert rows(client, no).count("Baris ini tersembunyi di lembar kerja.") == 2


def test_harmful_text_is_shown_as_text(client_for):
    client = client_for("mitra")
    text = rows(client, opened(client, sheet=sheet("09-isi-berbahaya.csv")))
    assert "<script" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("08-tanpa-kolom-nik.xlsx", "Kolom NIK tidak ditemukan"),
        ("10-kosong.xlsx", "Lembar ini kosong"),
        ("11-bukan-lembar-kerja.xlsx", "Berkas ini bukan lembar kerja"),
    ],
)
def test_sheet_that_cannot_be_read_gives_the_form_back_and_opens_nothing(client_for, name, sentence):
    client = client_for("mitra")
    answer = open_batch(client, name="CSR Tambak", sheet=sheet(name))
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert 'value="CSR Tambak"' in answer.text
    assert [table.select().count() for table in (Batch, Upload, Worker, BatchRow)] == [0] * 4


def test_page_of_a_batch_shows_no_full_nik(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("05-ganda.xlsx"))
    for state in ("", "ready", "wrong", "funded"):
        assert not NIK.search(rows(client, no, state))


def test_template_is_a_sheet_whose_columns_are_understood(client_for):
    client = client_for("mitra")
    answer = client.get("/batch/contoh.xlsx")
    assert answer.status_code == 200
    assert "contoh-lembar-pekerja.xlsx" in answer.headers["Content-Disposition"]
    answer = open_batch(client, sheet=(BytesIO(answer.data), "contoh-lembar-pekerja.xlsx"))
    assert "Lembar ini kosong" in answer.text
