"""Each of tests/sheets through the form, as its README says: what its user sees."""

from io import BytesIO

import pytest

from db.models import Batch, BatchRow, Upload, Worker
from kiosk.services import safe
from tests.web import desk
from tests.web.batches.test_columns import address, explain
from tests.web.batches.test_open_batch import counts, rows
from tests.web.desk import open_batch, opened, sheet
from tests.web.house_rules import NIK, check_page

HRD = "02-tata-letak-hrd.xlsx"


@pytest.fixture
def client(client_for):
    return client_for("mitra")


def seen(client, no: str) -> tuple[int, int, int]:
    """Rows in all, ready, wrong, as the page counts them; none of its pages shows a NIK."""
    assert not any(NIK.search(rows(client, no, state)) for state in ("", "ready", "wrong"))
    found = counts(client, no)
    return found["rows-total"], found["rows-ready"], found["rows-wrong"]


def phones() -> list[str]:
    return [
        safe.open_text(worker.phone_sealed, safe.PHONE) for worker in Worker.select() if worker.phone_sealed
    ]


def test_01_all_accepted_on_one_page_with_its_price(client, visit):
    answer = open_batch(client, sheet=sheet("01-bersih.xlsx"))
    no = Batch.get().no
    assert answer.location == f"/batch/{no}"
    assert seen(client, no) == (120, 120, 0)
    assert counts(client, no)["price"] > 0
    assert "perlu diperbaiki" in visit(client, f"/batch/{no}").text


def test_02_headings_of_its_own_are_understood_without_asking(client):
    no = opened(client, sheet=sheet(HRD))
    assert seen(client, no) == (60, 56, 4)
    page = client.get(f"/batch/{no}").text
    assert "judul kolom pada baris 5" in page and "3 baris terisi dilewati karena bukan pekerja" in page
    assert "<strong>Tempat, Tgl Lahir</strong>: Tempat dan tanggal lahir dalam satu kolom" in page
    wrong = rows(client, no, "wrong")
    assert wrong.count("Mangunharjo") >= 4 and "Tembalang" in wrong and "Tugu" in wrong
    names = {worker.name for worker in Worker.select()}
    assert not any(word in name.upper() for name in names for word in ("TOTAL", "DATA PEKERJA", "MENGETAHUI"))
    assert {"Jerakah", "Tanjung Mas"} <= {worker.kelurahan.name for worker in Worker.select()}
    assert all(worker.rt and worker.rw and worker.birth_place for worker in Worker.select())


def test_02_what_was_said_once_of_a_heading_holds_for_the_company_s_next_sheet(client, client_for):
    no = opened(client, months="1", sheet=sheet(HRD))
    assert phones()
    fields = (
        "",
        "name",
        "nik",
        "birth_place_and_day",
        "sex",
        "",
        "address",
        "kelurahan",
        "occupation",
        "workplace",
    )
    assert explain(client, no, *fields, baris="5").status_code == 303
    assert (seen(client, no), phones()) == ((60, 56, 4), [])
    Worker.update(phone_sealed=None).execute()
    other = opened(client_for("mitra_rekan"), first_month="2027-06", sheet=sheet(HRD))
    assert seen(client, other) == (60, 56, 4)
    page = client.get(f"/batch/{other}").text
    assert '<strong>No. Telp/WA</strong>: <span class="muted">tidak dipakai</span>' in page
    assert address(other) in page


def test_03_numbers_that_lost_their_end_are_refused_and_the_others_repaired(client):
    no = opened(client, sheet=sheet("03-nik-sebagai-angka.xlsx"))
    assert seen(client, no) == (30, 18, 12)
    wrong = rows(client, no, "wrong")
    assert wrong.count("Excel membulatkan NIK") == 12
    assert "Teks" in wrong or "teks" in wrong
    assert phones() and all(phone.startswith(("628", "+628")) for phone in phones())
    page = client.get(f"/batch/{no}").text
    assert "baris dirapikan saat dibaca: baris " in page
    repaired = BatchRow.select().where(
        BatchRow.state == "ready", BatchRow.findings.cast("TEXT").contains("nik_tidied")
    )
    row = client.get(f"/batch/{no}/baris/{repaired.get().id}").text
    assert "NIK ditulis dengan spasi atau tanda di antaranya" in row
    assert wrong.count("ketik ulang seluruh NIK") == 6 and wrong.count("ketik ulang angka terakhir") == 6


def test_04_windows_letters_and_semicolons_are_read_as_they_are_meant(client):
    no = opened(client, sheet=sheet("04-titik-koma-cp1252.csv"))
    assert seen(client, no) == (40, 40, 0)
    assert {"André Setiawan", "André Lestari"} <= {worker.name for worker in Worker.select()}


def test_05_every_repeat_names_the_row_it_repeats(client):
    no = opened(client, sheet=sheet("05-ganda.xlsx"))
    assert seen(client, no) == (28, 25, 3)
    wrong = rows(client, no, "wrong")
    assert all(f"NIK ini sama dengan baris {row}." in wrong for row in (5, 9, 11))


def test_06_days_are_read_by_the_nik_and_the_impossible_one_is_refused(client):
    no = opened(client, sheet=sheet("06-tanggal-campur.xlsx"))
    assert seen(client, no) == (42, 37, 5)
    assert rows(client, no, "wrong").count("31/02/1980") == 5
    born = {worker.name: f"{worker.birth_on:%Y-%m-%d}" for worker in Worker.select()}
    assert (born["Budi Wibowo"], born["Tutik Lestari"]) == ("1997-07-16", "1995-12-26")


def test_07_second_sheet_is_found_and_hidden_rows_are_pointed_out(client):
    no = opened(client, sheet=sheet("07-lembar-kedua-baris-tersembunyi.xlsx"))
    assert seen(client, no) == (20, 20, 0)
    assert rows(client, no).count("Baris ini tersembunyi di lembar kerja.") == 2
    page = client.get(f"/batch/{no}").text
    assert "Dibaca dari lembar DATA" in page
    assert "2 baris tersembunyi ikut dibaca: baris 6, 11." in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("08-tanpa-kolom-nik.xlsx", "Kolom NIK tidak ditemukan"),
        ("10-kosong.xlsx", "Lembar ini kosong"),
        ("11-bukan-lembar-kerja.xlsx", "Berkas ini PDF, bukan lembar kerja"),
    ],
)
def test_08_10_11_are_answered_before_any_row_is_looked_at(client, name, sentence):
    answer = open_batch(client, name="CSR Tambak", sheet=sheet(name))
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text and 'value="CSR Tambak"' in answer.text
    assert [table.select().count() for table in (Batch, Upload, Worker)] == [0] * 3


def test_09_nothing_runs_and_what_is_no_name_is_refused_with_a_reason(client):
    no = opened(client, sheet=sheet("09-isi-berbahaya.csv"))
    assert seen(client, no) == (8, 2, 6)
    text = rows(client, no)
    assert "<script" not in text.replace("<script src=", "") and "\u202e" not in text and "\0" not in text
    assert (
        desk.send(client, address(no)).status_code == 422
    )  # the form of its columns holds nothing harmful either
    assert "<script>" not in client.get(address(no)).text
    assert "Tanda yang tidak terlihat dalam isian baris ini dihapus." in text
    assert "A" * 200 not in text


def test_template_of_ours_is_a_sheet_whose_columns_are_understood(client):
    answer = client.get("/batch/contoh.xlsx")
    assert answer.status_code == 200
    assert "contoh-lembar-pekerja.xlsx" in answer.headers["Content-Disposition"]
    answer = open_batch(client, sheet=(BytesIO(answer.data), "contoh-lembar-pekerja.xlsx"))
    assert "Lembar ini kosong" in answer.text


def test_a_sheet_of_ours_that_comes_back_with_nothing_mended_is_called_so(client):
    no = opened(client, sheet=sheet("03-nik-sebagai-angka.xlsx"))
    fetched = client.get(f"/batch/{no}/galat.xlsx").data
    fields = {"client_key": desk.key(), "consent": "y", "sheet": (BytesIO(fetched), "galat.xlsx")}
    assert (
        desk.send(client, f"/batch/{no}/lembar", fields, content_type="multipart/form-data").status_code
        == 303
    )
    page = client.get(f"/batch/{no}").text
    assert seen(client, no) == (30, 18, 12)
    assert "12 baris yang dikirim kembali masih salah" in page
    assert "sudah diganti oleh baris" not in page and "Dibaca dari lembar Perbaikan" not in page
