"""/kartu/printer: how the printer of a place pulls paper, typed after measuring a test page."""

from io import BytesIO

import pypdfium2
import pytest

from db.models import AuditEvent, Post, PrinterSetting, PrintRun, UserPost
from kiosk.services import printers
from kiosk.services.acting import Refused
from kiosk.web.printers.fields import in_millimetres
from tests.services.at_once import acting
from tests.web import desk
from tests.web.house_rules import check_page

PAGE = "/kartu/printer"
A4 = f"{PAGE}?kertas=a4"
SOUND = {
    "usual": "y", "flip": "short", "front_x": "0,5", "front_y": "-1,25", "back_x": "+2", "back_y": "−10,0",
}  # fmt: skip


def keep(client, address: str = A4, **other):
    return desk.send(client, address, {**SOUND, **other})


def offsets(setting: PrinterSetting) -> tuple[int, ...]:
    return tuple(getattr(setting, name) for name in printers.OFFSETS)


def test_officer_keeps_what_she_measured(client_for, visit, people):
    client = client_for("petugas")
    page = visit(client, PAGE)
    assert "Printer kartu" in page.text and 'value="0"' in page.text
    answer = keep(client)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?pos=johar&kertas=a4")
    setting = PrinterSetting.get()
    assert (setting.place, setting.layout, setting.flip) == ("johar", "a4", "short")
    assert offsets(setting) == (50, -125, 200, -1000)
    again = visit(client, answer.location)
    for typed in ("0,5", "-1,25", "2", "-10"):
        assert f'value="{typed}"' in again.text
    assert "oleh Petugas." in again.text


def test_setting_of_a_post_is_its_colleagues_too(client_for, people):
    keep(client_for("petugas"))
    keep(client_for("rekan"), front_x="1")
    assert PrinterSetting.select().count() == 1
    assert PrinterSetting.get().front_x == 100
    assert printers.setting_of(acting(people["petugas"])).changed_by_id == people["rekan"].id


def test_asking_for_the_head_of_the_page_is_no_sent_form(client_for, people):
    assert client_for("petugas").head(PAGE).status_code == 200


def test_distance_of_nothing_is_none(client_for, people):
    nothing = {"front_x": "0", "front_y": " 0 ", "back_x": "0,00", "back_y": "-0"}
    assert keep(client_for("petugas"), **nothing).status_code == 303
    assert offsets(PrinterSetting.get()) == (0, 0, 0, 0)


@pytest.mark.parametrize("typed", ["", " "])
def test_distance_left_empty_is_asked_after_and_the_last_one_stays(client_for, people, typed):
    client = client_for("petugas")
    keep(client)
    answer = keep(client, front_y=typed)
    assert answer.status_code == 422
    assert "Isi jaraknya dalam milimeter; tulis 0 bila tidak perlu digeser." in answer.text
    check_page(answer)
    assert PrinterSetting.get().front_y == -125


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("abc", "Tulis jaraknya dalam milimeter, misalnya 0,5 atau -1,25."),
        ("1,234", "Tulis jaraknya dalam milimeter"),
        ("1e1", "Tulis jaraknya dalam milimeter"),
        ("--1", "Tulis jaraknya dalam milimeter"),
        ("٣", "Tulis jaraknya dalam milimeter"),
        ("99", "Paling jauh 10 mm."),
        ("-10,01", "Paling jauh 10 mm."),
        ("99999999999999999999", "Tulis jaraknya dalam milimeter"),
    ],
)
def test_distance_that_is_none_comes_back_as_it_was_typed(client_for, people, typed, words):
    answer = keep(client_for("petugas"), back_y=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    check_page(answer)
    assert PrinterSetting.select().count() == 0


def test_service_keeps_no_distance_that_the_form_would_not(people):
    by = acting(people["petugas"])
    for offset in printers.OFFSETS:
        with pytest.raises(Refused):
            printers.keep(
                place=printers.place_seen_by(by), wish=printers.PrinterWish(**{offset: -1001}), by=by
            )
    assert PrinterSetting.select().count() == 0


def test_choice_nobody_offered_is_refused(client_for, people):
    for value in ("", "diagonal"):
        answer = keep(client_for("petugas"), flip=value)
        assert answer.status_code == 422 and "Pilih cara printer" in answer.text
    assert PrinterSetting.select().count() == 0


def test_each_layout_keeps_what_was_measured_for_it(client_for, visit, people):
    client = client_for("petugas")
    keep(client)
    keep(client, f"{PAGE}?kertas=cr80", front_x="3", usual="")
    assert {row.layout: (row.front_x, row.usual) for row in PrinterSetting.select()} == {
        "a4": (50, True), "cr80": (300, False),
    }  # fmt: skip
    officer = acting(people["petugas"])
    assert printers.setting_of(officer).layout == "a4"
    assert printers.setting_of(officer, layout="cr80").front_x == 300
    assert (
        'id="flip"' in visit(client, A4).text and 'id="flip"' not in visit(client, f"{PAGE}?kertas=cr80").text
    )


def test_what_is_usual_is_one_of_the_two(client_for, people):
    client = client_for("petugas")
    keep(client)
    keep(client, f"{PAGE}?kertas=cr80")
    assert [row.layout for row in PrinterSetting.select().where(PrinterSetting.usual)] == ["cr80"]
    assert printers.setting_of(acting(people["petugas"])).layout == "cr80"


@pytest.mark.parametrize("hundredths", [-1000, -125, -110, -50, -1, 0, 1, 50, 105, 200, 1000])
def test_distance_reads_back_as_it_is_shown(client_for, people, hundredths):
    keep(client_for("petugas"), back_x=in_millimetres(hundredths))
    assert PrinterSetting.get().back_x == hundredths


def test_change_is_written_down_once_and_the_same_again_is_no_change(client_for, people):
    client = client_for("petugas")
    keep(client)
    keep(client)
    lines = list(AuditEvent.select().where(AuditEvent.action == "kartu.printer_disetel"))
    assert [(line.subject_kind, line.subject, line.user_id) for line in lines] == [
        ("printer", "johar", people["petugas"].id)
    ]
    assert lines[0].detail["front_y"] == -125
    assert "memang sudah begitu" in client.get(f"{PAGE}?pos=johar&kertas=a4").text


def test_each_place_has_a_setting_of_its_own(client_for, people):
    for name in ("petugas", "petugas2", "mitra", "mitra2", "admin"):
        assert keep(client_for(name)).status_code == 303
    assert {row.place for row in PrinterSetting.select()} == {
        "johar", "tambak-lorok", "perusahaan:sinar", "perusahaan:bahari", "dinas",
    }  # fmt: skip
    assert printers.place_of(acting(people["mitra_rekan"])) == "perusahaan:sinar"


def test_officer_of_two_posts_chooses_and_a_stranger_does_not(client_for, visit, people):
    UserPost.create(user=people["petugas"], post=Post.get(Post.code == "tambak-lorok"))
    client = client_for("petugas")
    assert 'value="tambak-lorok"' in visit(client, PAGE).text
    assert keep(client, f"{A4}&pos=tambak-lorok").location == f"{PAGE}?pos=tambak-lorok&kertas=a4"
    assert PrinterSetting.get().place == "tambak-lorok"
    stranger = client_for("rekan")
    visit(stranger, f"{PAGE}?pos=tambak-lorok", status=403)
    assert keep(stranger, f"{PAGE}?pos=tambak-lorok", front_x="9").status_code == 403
    assert PrinterSetting.get().front_x == 50


def test_company_has_one_printer_whatever_post_its_address_names(client_for, visit, people):
    page = visit(client_for("mitra"), f"{PAGE}?pos=johar")
    assert "PT Sinar Pesisir" in page.text and "Pos Pasar Johar" not in page.text
    keep(client_for("mitra"), f"{PAGE}?pos=johar")
    assert PrinterSetting.get().place == "perusahaan:sinar"


def test_admin_sets_any_post_and_a_post_that_is_none_is_404(client_for, visit, people):
    client = client_for("admin")
    assert "Printer dinas" in visit(client, PAGE).text
    keep(client, f"{PAGE}?pos=johar")
    assert PrinterSetting.get().place == "johar"
    visit(client, f"{PAGE}?pos=kutub", status=404)


def test_auditor_looks_and_changes_nothing(client_for, visit, people):
    client = client_for("auditor")
    assert "Simpan setelan" not in visit(client, f"{PAGE}?pos=johar").text
    assert keep(client).status_code == 403
    assert PrinterSetting.select().count() == 0


@pytest.mark.parametrize("layout", ["a4", "cr80", ""])
def test_test_page_is_a_pdf_of_both_sides_and_looking_changes_nothing(client_for, people, layout):
    client = client_for("petugas")
    keep(client)
    before = list(AuditEvent.select().tuples())
    answer = client.get(f"{PAGE}/uji.pdf?kertas={layout}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "lembar-uji" in answer.headers["Content-Disposition"]
    pages = pypdfium2.PdfDocument(BytesIO(answer.data))
    assert len(pages) >= 2
    width = round(pages[0].get_width() / 72 * 25.4)
    assert width == (86 if layout == "cr80" else 210)
    assert list(AuditEvent.select().tuples()) == before


def test_test_page_is_in_the_readers_language(client_for, people):
    client = client_for("petugas")
    desk.in_english(client)
    content = client.get(f"{PAGE}/uji.pdf?kertas=a4").data
    assert "Test sheet: front" in pypdfium2.PdfDocument(BytesIO(content))[0].get_textpage().get_text_bounded()


def test_a_run_keeps_the_printer_as_it_was_when_it_was_asked_for(client_for, people):
    client = client_for("petugas")
    keep(client)
    desk.printed(client, worker=desk.enrolled(client))
    keep(client, front_x="9")
    run = PrintRun.get()
    assert (run.layout, run.flip, *offsets(run)) == ("a4", "short", 50, -125, 200, -1000)
    printing = printers.printing_of(run)
    assert (printing.front.x, printing.front.y, printing.back.x, printing.back.y) == (0.5, -1.25, 2.0, -10.0)
