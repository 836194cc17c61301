"""A company opens a batch with its sheet and sees what became of every row: /batch/baru, /batch/<no>."""

import re
from io import BytesIO

import pytest
import time_machine

from db.models import AuditEvent, Batch, BatchRow, Consent, CoverageMonth, Upload, Worker
from tests.web import desk
from tests.web.desk import open_batch, opened, send, sheet, small_sheet
from tests.web.house_rules import NIK, check_page

SUGENG, SITI = ("3374020902000001", "Sugeng Hartono"), ("3374015708900002", "Siti Aminah")


def counts(client, no: str) -> dict[str, int]:
    """Every <data id value> of a batch's page."""
    text = client.get(f"/batch/{no}").text
    return {name: int(value) for name, value in re.findall(r'<data id="([^"]+)" value="(\d+)"', text)}


def rows(client, no: str, state: str = "") -> str:
    answer = client.get(f"/batch/{no}?keadaan={state}")
    check_page(answer)
    return answer.text.partition("<main")[2].partition("</main>")[0]


def test_company_uploads_a_clean_sheet_and_sees_every_row_ready(client_for, visit):
    client = client_for("mitra")
    visit(client, "/batch/baru")
    answer = open_batch(client, sheet=sheet("01-bersih.xlsx"))
    assert answer.status_code == 303
    no = Batch.get().no
    assert answer.location == f"/batch/{no}"
    text = visit(client, answer.location).text
    assert '<data id="rows-total" value="120"' in text
    found = counts(client, no)
    assert (found["rows-ready"], found["rows-wrong"], found["rows-funded"]) == (120, 0, 0)
    assert found["price"] > 0
    assert Worker.select().count() == Consent.select().count() == 120


def test_opening_is_written_down(client_for, people):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    line = AuditEvent.get(AuditEvent.action == "batch.dibuka")
    assert (line.subject, line.user_id) == (no, people["mitra"].id)
    assert {consent.how for consent in Consent.select()} == {"company_list"}


def test_every_public_name_stands_in_the_form(client_for):
    text = client_for("mitra").get("/batch/baru").text
    for name in ("client_key", "name", "first_month", "months", "consent", "sheet"):
        assert f'name="{name}"' in text, name
    for months in (1, 3, 6, 12):
        assert f'value="{months}"' in text
    assert 'enctype="multipart/form-data"' in text


@pytest.mark.parametrize(
    ("occupation", "amount"),
    [("Nelayan", 2 * 8_400 + 4 * 16_800), ("Sopir angkot", 5 * 8_400 + 16_800)],
)
def test_price_follows_the_tariff_of_each_month(client_for, occupation, amount):
    """November 2026 to April 2027: the cut ends after December, for transport after March."""
    with time_machine.travel("2026-11-20 03:00:00", tick=False):
        client = client_for("mitra")
        no = opened(
            client, first_month="2026-11", months="6", sheet=small_sheet(SUGENG, occupation=occupation)
        )
        assert counts(client, no)["price"] == amount
        assert f"Rp{amount:,}".replace(",", ".") in client.get(f"/batch/{no}").text


def test_months_are_planned_for_every_ready_worker(client_for):
    opened(client_for("mitra"), months="3", sheet=small_sheet(SUGENG, SITI))
    assert CoverageMonth.select().count() == 6
    assert CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).count() == 0


def test_batch_without_a_sheet_is_opened_empty(client_for, visit):
    client = client_for("mitra")
    no = opened(client)
    assert counts(client, no) == {
        "rows-total": 0,
        "rows-ready": 0,
        "rows-wrong": 0,
        "rows-funded": 0,
        "price": 0,
    }
    assert "Batch ini masih kosong" in visit(client, f"/batch/{no}").text


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
def test_sheet_that_cannot_be_read_says_why_and_enrols_nobody(client_for, visit, name, sentence):
    client = client_for("mitra")
    no = opened(client, sheet=sheet(name))
    text = visit(client, f"/batch/{no}").text
    assert sentence in text
    assert name in text
    assert Upload.get().state == "refused"
    assert Worker.select().count() == BatchRow.select().count() == 0


def test_page_of_a_batch_shows_no_full_nik(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=sheet("05-ganda.xlsx"))
    for state in ("", "ready", "wrong", "funded"):
        assert not NIK.search(rows(client, no, state))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Beri nama batch ini."),
        ({"name": "n" * 121}, "Nama batch paling banyak 120 huruf."),
        ({"first_month": "2020-01"}, "Pilih bulan pertama dari daftar"),
        ({"first_month": "kapan"}, "Pilih bulan pertama dari daftar"),
        ({"months": "7"}, "bulan"),
        ({"consent": ""}, "Pastikan setiap orang sudah setuju"),
        ({"client_key": "x"}, "Muat ulang halaman ini"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence(client_for, fields, sentence):
    answer = open_batch(client_for("mitra"), **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert Batch.select().count() == 0


def test_officer_names_the_company_and_the_batch_is_open_at_the_post(client_for, people, visit):
    client = client_for("petugas")
    answer = open_batch(client, company="")
    assert answer.status_code == 422
    assert "Pilih perusahaan" in answer.text
    no = opened(client, company=str(people["mitra"].company_id), sheet=small_sheet(SUGENG))
    assert Batch.get().open_at.code == "johar"
    for name in ("rekan", "mitra", "mitra_rekan"):
        visit(client_for(name), f"/batch/{no}")
    visit(client_for("petugas2"), f"/batch/{no}", status=403)


def test_company_cannot_open_a_batch_for_another(client_for, people):
    opened(client_for("mitra"), company=str(people["mitra2"].company_id))
    assert Batch.get().company_id == people["mitra"].company_id


def test_file_of_21_megabytes_is_413(client_for, people):
    answer = open_batch(client_for("mitra"), sheet=(BytesIO(b"x" * 21 * 1024 * 1024), "besar.xlsx"))
    assert answer.status_code == 413
    check_page(answer)
    assert "paling besar 20 MB" in answer.text
    assert Batch.select().count() == 0


def test_same_form_twice_is_one_batch(client_for):
    client = client_for("mitra")
    fields = desk.batch_fields(client)
    first, second = (open_batch(client, **fields, sheet=small_sheet(SUGENG)) for _time in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert Batch.select().count() == Upload.select().count() == BatchRow.select().count() == 1


def test_same_key_with_another_sheet_is_409(client_for):
    client = client_for("mitra")
    fields = desk.batch_fields(client)
    open_batch(client, **fields, sheet=small_sheet(SUGENG))
    answer = open_batch(client, **fields, sheet=small_sheet(SITI))
    assert answer.status_code == 409
    check_page(answer)
    assert Worker.select().count() == 1


def test_who_is_funded_already_is_said_and_not_counted(client_for):
    opened(client_for("mitra2"), months="12", sheet=small_sheet(SUGENG))
    client = client_for("mitra")
    no = opened(client, months="3", sheet=small_sheet(SUGENG, SITI))
    found = counts(client, no)
    assert (found["rows-ready"], found["rows-funded"]) == (1, 1)
    assert "Sudah ditanggung program lain" in rows(client, no, "funded")
    assert CoverageMonth.select().count() == 12 + 3


def test_funded_row_opens_nobody_s_page(client_for):
    """A company does not see who else's worker it named."""
    other = desk.enrolled(client_for("mitra2"), nik=SUGENG[0], name=SUGENG[1])
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG))
    assert other not in rows(client, no)
    assert client.get(f"/pekerja/{other}").status_code == 403


def test_guessed_nik_tells_nobody_s_name(client_for):
    other = desk.enrolled(client_for("mitra2"), nik=SUGENG[0], name=SUGENG[1])
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet((SUGENG[0], "Zainab Qudsiyah")))
    assert counts(client, no)["rows-wrong"] == 1
    text = rows(client, no)
    assert "Sugeng" not in text and other not in text
    assert "Zainab Qudsiyah" in text
    assert client.get(f"/pekerja/{other}").status_code == 403


def test_template_is_a_sheet_that_is_read_again(client_for):
    client = client_for("mitra")
    answer = client.get("/batch/contoh.xlsx")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")
    assert "contoh-lembar-pekerja.xlsx" in answer.headers["Content-Disposition"]


def test_list_holds_one_s_own_batches(client_for, visit):
    no = opened(client_for("mitra"))
    names = ("mitra", "mitra_rekan", "mitra2", "petugas", "admin", "auditor")
    sees = {name: no in visit(client_for(name), "/batch").text for name in names}
    assert sees == dict(zip(names, (True, True, False, False, True, True), strict=True))


def test_auditor_reads_and_does_not_open(client_for, visit):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    client = client_for("auditor")
    page = visit(client, f"/batch/{no}").page
    assert {form["action"] for form in page.forms} <= {"/bahasa", "/kunci", "/keluar", "/buka-kunci"}
    assert send(client, "/batch/baru", {"name": "Batch"}).status_code == 403


def test_unknown_batch_is_404(client_for, people, visit):
    visit(client_for("mitra"), "/batch/B26-AAAAAA", status=404)
