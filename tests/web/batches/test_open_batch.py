"""A company opens a batch with its sheet and sees what became of every row: /batch/baru, /batch/<no>."""

import re
from datetime import date
from io import BytesIO

import pytest
import time_machine

from db.models import AuditEvent, Batch, BatchRow, Consent, CoverageMonth, Upload, Worker
from kiosk.services import ledger
from tests.web import desk
from tests.web.desk import open_batch, opened, sheet, small_sheet
from tests.web.house_rules import check_page

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
    ("fields", "sentence"),
    [
        ({"name": ""}, "Beri nama batch ini."),
        ({"name": "n" * 121}, "Nama batch paling banyak 120 huruf."),
        ({"first_month": "2020-01"}, "Pilih bulan pertama dari daftar"),
        ({"first_month": "kapan"}, "Pilih bulan pertama dari daftar"),
        ({"months": "7"}, "bulan"),
        ({"name": "Uji 3374010101019123"}, "Jangan tulis NIK atau nomor HP"),
        ({"client_key": "x"}, "Muat ulang halaman ini"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence(client_for, fields, sentence):
    answer = open_batch(client_for("mitra"), **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert Batch.select().count() == 0


def test_a_statement_is_asked_for_with_a_list_of_people_and_not_without(client_for):
    client = client_for("mitra")
    answer = open_batch(client, consent="", sheet=small_sheet(SUGENG))
    assert answer.status_code == 422 and "Pastikan setiap orang sudah setuju" in answer.text
    assert Batch.select().count() == 0
    assert open_batch(client, consent="").status_code == 303
    assert Batch.get().consent_at is None
    opened(client, sheet=small_sheet(SUGENG))
    assert Batch.select().where(Batch.consent_at.is_null(False)).count() == 1


def test_file_of_21_megabytes_is_413(client_for, people):
    answer = open_batch(client_for("mitra"), sheet=(BytesIO(b"x" * 21 * 1024 * 1024), "besar.xlsx"))
    assert answer.status_code == 413
    check_page(answer)
    assert "paling besar 20 MB. Bagi menjadi beberapa berkas" in answer.text
    assert 'href="/batch/baru">Kembali ke formulir' in answer.text
    assert Batch.select().count() == 0


@pytest.mark.parametrize(("listed", "upload_first"), [((), True), ((SUGENG,), False)])
def test_upload_stands_before_the_price_while_nobody_is_ready(client_for, listed, upload_first):
    client = client_for("mitra")
    no = opened(client, **({"sheet": small_sheet(*listed)} if listed else {}))
    text = client.get(f"/batch/{no}").text
    assert (text.index(f'action="/batch/{no}/lembar"') < text.index('id="price"')) == upload_first


def test_form_refused_for_its_name_asks_for_the_sheet_once_more(client_for):
    answer = open_batch(client_for("mitra"), name="", sheet=small_sheet(SUGENG))
    assert answer.status_code == 422
    assert "Beri nama batch ini." in answer.text
    assert "Pilih berkasnya sekali lagi." in answer.text


def test_nik_in_the_name_of_a_file_is_not_kept(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG, name="KTP 3374010101019123 081277776666.csv"))
    assert Upload.get().file_name == "KTP 3374•••• 0812••••.csv"
    assert "3374010101019123" not in client.get(f"/batch/{no}").text


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


@pytest.mark.parametrize(
    ("day", "proposed"), [(date(2026, 11, 9), "2026-11"), (date(2026, 11, 22), "2026-12")]
)
def test_the_form_proposes_a_month_that_can_still_be_paid_in_time(
    client_for, visit, monkeypatch, day, proposed
):
    monkeypatch.setattr(ledger, "today", lambda: day)
    months = visit(client_for("mitra"), "/batch/baru").text.partition('name="first_month"')[2]
    assert months.count('<option value="2026-11">') + months.count('<option selected value="2026-11">') == 1
    assert re.search(r'<option selected value="([^"]+)"', months)[1] == proposed
