"""The columns of a branch's template on screen: /bpjs/susunan, without JavaScript."""

import pytest

from db.models import AuditEvent, ExportLayout
from tests.services.registering import layout
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

OUTSIDERS = ("petugas", "mitra", "donatur", "opd")


def fields(*columns, **other) -> dict:
    """As the form sends them: (heading, field) or (heading, field, text) from left to right."""
    sent = {"client_key": desk.key(), "name": "Cabang Pemuda", "date_form": "dd/mm/yyyy", **other}
    for at, (heading, field, *text) in enumerate(columns):
        sent |= {f"heading-{at}": heading, f"field-{at}": field, f"text-{at}": "".join(text)}
    return sent


NIK, NAME, FIXED = ("NO KTP", "nik"), ("NAMA", "name"), ("PROGRAM", "text", "JKK+JKM")


def headings_in(answer) -> list[str]:
    check_page(answer)
    inputs = answer.text.split('name="heading-')[1:]
    return [one.partition('value="')[2].partition('"')[0] for one in inputs]


def test_layout_is_made_and_listed(client_for, people, visit):
    admin = client_for("admin")
    answer = send(admin, "/bpjs/susunan/baru", fields(NIK, NAME, FIXED))
    assert (answer.status_code, answer.location) == (303, "/bpjs/susunan")
    row = ExportLayout.get()
    assert row.columns == [["NO KTP", "nik"], ["NAMA", "name"], ["PROGRAM", "text", "JKK+JKM"]]
    assert (row.name, row.date_format, row.active) == ("Cabang Pemuda", "dd/mm/yyyy", True)
    assert "Cabang Pemuda" in visit(admin, "/bpjs/susunan").text


@pytest.mark.parametrize(
    ("step", "headings"),
    [
        ("add", ["NO KTP", "NAMA", "PROGRAM", ""]),
        ("up-1", ["NAMA", "NO KTP", "PROGRAM"]),
        ("up-0", ["NO KTP", "NAMA", "PROGRAM"]),
        ("down-1", ["NO KTP", "PROGRAM", "NAMA"]),
        ("down-2", ["NO KTP", "NAMA", "PROGRAM"]),
        ("remove-0", ["NAMA", "PROGRAM"]),
        ("remove-9", ["NO KTP", "NAMA", "PROGRAM"]),
        ("look", ["NO KTP", "NAMA", "PROGRAM"]),
    ],
)
def test_step_brings_the_form_back_with_its_rows_and_saves_nothing(client_for, people, step, headings):
    answer = send(client_for("admin"), "/bpjs/susunan/baru", fields(NIK, NAME, FIXED, step=step))
    assert answer.status_code == 200
    assert headings_in(answer) == headings
    assert 'value="Cabang Pemuda"' in answer.text and ExportLayout.select().count() == 0


def test_button_that_was_pressed_has_the_focus_where_its_row_is_now(client_for, people):
    text = send(client_for("admin"), "/bpjs/susunan/baru", fields(NIK, NAME, FIXED, step="up-2")).text
    assert text.count("autofocus") == 1 and 'value="up-1" autofocus' in text


def test_last_row_may_go_and_the_form_says_what_is_missing(client_for, people):
    admin = client_for("admin")
    assert headings_in(send(admin, "/bpjs/susunan/baru", fields(NIK, step="remove-0"))) == []
    answer = send(admin, "/bpjs/susunan/baru", fields())
    assert answer.status_code == 422 and "Belum ada kolom NIK" in answer.text


def test_sample_shows_the_first_line_with_nobody_s_number(client_for, people):
    admin = client_for("admin")
    whole = send(admin, "/bpjs/susunan/baru", fields(NIK, ("LAHIR", "birth_on"), FIXED, step="look")).text
    piece = send(
        admin, "/bpjs/susunan/contoh", fields(NIK, ("LAHIR", "birth_on"), FIXED), headers=desk.BY_HTMX
    )
    for text in (whole, piece.text):
        for words in ("A · NO KTP", "3374000000000000", "B · LAHIR", "17/05/1990", "JKK+JKM"):
            assert words in text
    assert "<html" not in piece.text and AuditEvent.select().count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Beri nama susunan ini"),
        ({"date_form": "kapan saja"}, "Pilih cara menulis tanggal"),
        ({"heading-1": ""}, "Kolom 2 belum berjudul"),
        ({"field-1": "raja"}, "Pilih isi kolom 2"),
        ({"field-1": "text"}, "Kolom 2 berisi teks tetap"),
        ({"heading-1": "3374010101010001"}, "Kolom 2 memuat angka yang panjang"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(client_for, people, wrong, words):
    answer = send(client_for("admin"), "/bpjs/susunan/baru", fields(NIK, NAME, ("LAHIR", "birth_on")) | wrong)
    check_page(answer)
    assert answer.status_code == 422 and words in answer.text
    assert ExportLayout.select().count() == 0


def test_name_of_another_is_said_beside_the_field(client_for, people):
    layout("Cabang Pemuda")
    answer = send(client_for("admin"), "/bpjs/susunan/baru", fields(NIK))
    assert answer.status_code == 422 and 'id="name-error"' in answer.text
    assert "Sudah ada susunan bernama Cabang Pemuda" in answer.text


def test_layout_is_changed_from_its_page_and_an_older_page_is_refused(client_for, people, visit):
    row, admin = layout(), client_for("admin")
    text = visit(admin, f"/bpjs/susunan/{row.id}").text
    seen = text.partition('name="seen"')[2].partition('value="')[2].partition('"')[0]
    first = send(admin, f"/bpjs/susunan/{row.id}", fields(NIK, NAME, seen=seen))
    second = send(admin, f"/bpjs/susunan/{row.id}", fields(NIK, seen=seen))
    assert (first.status_code, second.status_code) == (303, 422)
    assert "baru saja diubah admin lain" in second.text
    assert ExportLayout.get().columns == [["NO KTP", "nik"], ["NAMA", "name"]]


def test_one_like_another_begins_with_its_columns(client_for, people, visit):
    row = layout()
    answer = visit(client_for("admin"), f"/bpjs/susunan/baru?dari={row.id}")
    assert headings_in(answer) == [heading for heading, _field in row.columns]


def test_one_is_set_aside_and_restored_but_never_the_last(client_for, people):
    admin, row = client_for("admin"), layout("Satu")
    address = f"/bpjs/susunan/{row.id}/keadaan"
    refused = send(admin, address, {"keadaan": "disingkirkan"})
    assert refused.status_code == 422 and "satu-satunya susunan" in refused.text
    layout("Dua")
    assert send(admin, address, {"keadaan": "disingkirkan"}).status_code == 303
    assert not ExportLayout.get_by_id(row.id).active
    assert send(admin, address, {"keadaan": "aktif"}).status_code == 303
    assert ExportLayout.get_by_id(row.id).active


def test_without_any_the_page_says_what_to_do(client_for, people, visit):
    assert "Belum ada susunan" in visit(client_for("admin"), "/bpjs/susunan").text


def test_auditor_looks_and_has_nothing_to_press(client_for, people, visit):
    row, auditor = layout(), client_for("auditor")
    for address in ("/bpjs/susunan", f"/bpjs/susunan/{row.id}", "/bpjs/susunan/baru"):
        main = visit(auditor, address).text.partition("<main")[2].partition("</main>")[0]
        assert "<button" not in main, address


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_comes_near(client_for, people, who):
    row, client = layout(), client_for(who)
    for address in ("/bpjs/susunan", f"/bpjs/susunan/{row.id}", "/bpjs/susunan/baru"):
        assert client.get(address).status_code == 403
        assert send(client, address, fields(NIK)).status_code in (403, 405)
    assert ExportLayout.get().name == row.name
