"""The city's programmes when two are at it, when the address is too far, and where a name or a sum says too little."""

import re
from datetime import date

import openpyxl
import pytest

from db.models import AuditEvent, Programme
from kiosk.domain.clock import first_of_month, today
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.programmes.promising import promised

THIS = first_of_month(today())
CHANGED = AuditEvent.action == "program.diubah"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def seen(admin, no: str) -> dict:
    """What the form that somebody opened now brings along."""
    return {"seen": desk.programme_seen(admin, no)}


def test_auditor_is_offered_nothing_to_press(admin, client_for, visit):
    page = visit(client_for("auditor"), f"/program/{desk.programme(admin)}").text
    assert "Tutup program" not in page and "Ubah program" not in page and "Lihat halaman penutupan" in page


def test_page_far_behind_the_end_is_the_last_one(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=2)
    page = visit(admin, f"/program/{no}/orang?hal=9999").text
    assert page.count("/pekerja/SMG-") == 2 and "Belum ada orang" not in page


@pytest.mark.parametrize("name", ["-", "2027", "...", "\0"])
def test_name_has_letters(admin, name):
    answer = desk.send(admin, "/program/baru", desk.programme_fields(name=name))
    assert answer.status_code == 422 and 'id="name-error"' in answer.text
    assert not Programme.select().exists()


def test_faults_stand_in_the_order_of_the_page(admin):
    answer = desk.send(admin, "/program/baru", {"client_key": desk.key()})
    summary = answer.text.partition('id="error-summary"')[2].partition("</section>")[0]
    fields = re.findall(r'href="#([\w-]+)"', summary)
    assert fields[:3] == ["funder", "year", "name"], fields


def test_quota_stands_in_the_form_as_people_write_it(admin, visit):
    no = desk.programme(admin, quota="7500")
    assert 'value="7.500"' in visit(admin, f"/program/{no}/ubah").text


def test_programme_that_is_open_already_is_said_beside_the_year(admin):
    desk.programme(admin)
    answer = desk.send(admin, "/program/baru", desk.programme_fields())
    assert 'href="#year"' in answer.text and 'id="year-error"' in answer.text
    check_page(answer)


def test_two_at_one_programme_do_not_write_over_each_other(admin, client_for):
    no = desk.programme(admin)
    early = seen(admin, no)
    first = desk.programme_fields(quota="900", why="APBD Perubahan", **early)
    assert desk.send(admin, f"/program/{no}/ubah", first).status_code == 303
    second = desk.programme_fields(quota="100", note="Catatan baru", why="Catatan", **early)
    answer = desk.send(admin, f"/program/{no}/ubah", second)
    assert answer.status_code == 422 and "sudah diubah orang lain" in answer.text
    assert "Yang berlaku sekarang" in answer.text and Programme.get().quota == 900
    check_page(answer)
    again = re.search(r'name="seen"[^>]*value="(\w+)"', answer.text)[1]
    assert desk.send(admin, f"/program/{no}/ubah", second | {"seen": again}).status_code == 303
    assert (Programme.get().quota, Programme.get().note) == (100, "Catatan baru")


def test_change_sent_twice_is_written_down_once(admin):
    no = desk.programme(admin)
    fields = desk.programme_fields(quota="900", why="APBD Perubahan", **seen(admin, no))
    for _twice in range(2):
        assert desk.send(admin, f"/program/{no}/ubah", fields).status_code == 303
    assert AuditEvent.select().where(CHANGED).count() == 1


def test_programme_without_people_leads_to_the_selection(admin, client_for, visit):
    no = desk.programme(admin)
    for page in (f"/program/{no}", f"/program/{no}/orang"):
        empty = visit(admin, page).text.partition('class="empty"')[2].partition("</section>")[0]
        assert f'href="/program/{no}/seleksi"' in empty and "/berakhir" not in empty, page


def test_figures_of_quota_and_budget_open_the_people_behind_them(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=2)
    for page, names in (
        (f"/program/{no}", ("programme-places", "programme-promised")),
        ("/program", (f"places-{no}", f"promised-{no}")),
    ):
        text = visit(admin, page).text
        for name in names:
            assert re.search(rf'<a href="/program/{no}/orang"[^>]*><data id="{name}"', text), name


def test_bill_before_its_time_says_so(admin, visit):
    year = THIS.year + 1
    no = desk.programme(admin, year=str(year))
    promised(no, date(year, 12, 1), people=1)
    assert "belum waktunya" in visit(admin, f"/program/{no}/tagihan").text
    early = visit(admin, f"/program/{no}/tagihan/{year}-12")
    assert "Belum waktunya ditagih" in early.text
    check_page(early)


def test_bill_is_made_for_the_sum_that_was_read(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    address = f"/program/{no}/tagihan/{THIS:%Y-%m}"
    read = re.search(r'name="amount" value="(\d+)"', visit(admin, address).text)[1]
    promised(no, THIS, people=1, numbered=50)
    answer = desk.send(admin, address, {"client_key": desk.key(), "amount": read})
    assert answer.status_code == 422 and "jumlahnya kini Rp33.600" in answer.text
    check_page(answer)
    again = re.search(r'name="amount" value="(\d+)"', answer.text)[1]
    assert desk.send(admin, address, {"client_key": desk.key(), "amount": again}).status_code == 303


@pytest.mark.parametrize("amount", ["", "-1", "9" * 5_000, "\0", "x"])
def test_sum_that_is_none_is_no_obstacle_and_no_fault(admin, amount):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    sent = {"client_key": desk.key(), "amount": amount}
    assert desk.send(admin, f"/program/{no}/tagihan/{THIS:%Y-%m}", sent).status_code in (303, 422)


def test_bill_in_its_time_says_nothing_of_time(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    assert "Belum waktunya" not in visit(admin, f"/program/{no}/tagihan/{THIS:%Y-%m}").text


def test_sheet_says_whom_it_was_narrowed_to(admin, tmp_path):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    for query, words in (
        ("", None),
        (f"?bulan={THIS:%Y-%m}&keadaan=belum-ditagih&pekerjaan=nelayan", "Nelayan"),
    ):
        path = tmp_path / "orang.xlsx"
        path.write_bytes(desk.send(admin, f"/program/{no}/orang.xlsx{query}").data)
        said = openpyxl.load_workbook(path).active["A2"].value
        assert (words in said and "Belum ditagih" in said) if words else said is None


def test_a_basis_of_after_the_budget_year_is_asked_about_once(admin):
    fields = desk.programme_fields(year=str(THIS.year - 2), regulation_on=f"01/01/{THIS.year}")
    answer = desk.send(admin, "/program/baru", fields)
    assert answer.status_code == 422 and 'id="later_basis-error"' in answer.text
    assert not Programme.select().exists()
    answer = desk.send(admin, "/program/baru", fields | {"client_key": desk.key(), "later_basis": "y"})
    assert answer.status_code == 303
    no = Programme.get().no
    changed = fields | {"quota": "90", "why": "Uji", "later_basis": "y", **seen(admin, no)}
    assert 'name="later_basis"' in admin.get(f"/program/{no}/ubah").text
    assert desk.send(admin, f"/program/{no}/ubah", changed).status_code == 303


def test_a_long_text_without_blanks_comes_back_whole(admin):
    for name, text in (("name", "X" * 300), ("regulation", "Perwal" * 100)):
        answer = desk.send(admin, "/program/baru", desk.programme_fields(**{name: text}))
        assert "Kode kartu" not in answer.text and text.lower() in answer.text.lower()
