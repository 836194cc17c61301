"""The lists of who is about to lapse: named for who looks after them, unnamed for who may take them on."""

import re
from io import BytesIO

import pypdfium2
import pytest

from db.models import AuditEvent, CoverageMonth, Worker
from kiosk.domain.clock import add_months, day_before, first_of_month, today
from kiosk.domain.words import long_date, month_name
from kiosk.services import lapse_lists, lapses
from tests import ledger_rows
from tests.ledger_rows import let_go, live_months, paid_months, planned_months, somebody
from tests.services.at_once import nik
from tests.web import desk

PATH = "/berakhir"
THIS = first_of_month(today())


def ends_soon(reg_no: str) -> Worker:
    worker = Worker.get(Worker.reg_no == reg_no)
    planned_months(worker, [THIS], funder=somebody("apbd"))
    return worker


def owes(reg_no: str, last: int = -1) -> Worker:
    worker = Worker.get(Worker.reg_no == reg_no)
    paid_months(worker, [add_months(THIS, last)], effective=1)
    return worker


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def total(answer) -> str:
    return re.search(r'<data id="lapses-total" value="(\d+)"', answer.text)[1]


@pytest.mark.parametrize("name", ["petugas", "admin", "auditor"])
def test_who_looks_after_them_sees_name_month_and_last_day(client_for, visit, reg_no, name):
    ends_soon(reg_no)
    answer = visit(client_for(name), PATH)
    assert total(answer) == "1"
    after, last_day = add_months(THIS, 1), day_before(add_months(THIS, 3))
    where = ("RT 003 / RW 007", "Kauman, Semarang Tengah")
    for said in (desk.NAME, reg_no, *where, month_name(after), long_date(last_day), "Pemerintah Kota (APBD)"):
        assert said in answer.text
    assert desk.PHONE not in answer.text and desk.NIK not in answer.text


def test_plan_that_nobody_has_paid_is_said_beside_the_person(client_for, visit, reg_no):
    worker = ends_soon(reg_no)
    company = ledger_rows.first_company()
    planned_months(worker, [add_months(THIS, ahead) for ahead in range(1, 7)], funder=company)
    answer = visit(client_for("petugas"), PATH)
    assert total(answer) == "1" and f"direncanakan {company.name}, belum dibayar" in answer.text
    assert 'name="pick"' not in visit(client_for("admin"), PATH).text
    assert "S. W." not in visit(client_for("mitra2"), f"{PATH}?siapa=lain").text


def test_arrears_and_ended_stand_on_lists_of_their_own(client_for, visit, reg_no):
    owes(reg_no)
    officer = client_for("petugas")
    assert total(visit(officer, PATH)) == "0"
    assert total(visit(officer, f"{PATH}?daftar=menunggak")) == "1"
    assert total(visit(officer, f"{PATH}?daftar=berakhir")) == "0"


def test_last_day_that_has_passed_is_said(client_for, visit, reg_no):
    owes(reg_no, -3)
    text = visit(client_for("petugas"), f"{PATH}?daftar=menunggak").text
    assert "sudah lewat" in text and "didaftarkan lagi" in text


def test_words_to_send_hold_no_number(client_for, visit, reg_no):
    ends_soon(reg_no)
    words = re.search(r"<textarea[^>]*readonly[^>]*>([^<]+)<", visit(client_for("petugas"), PATH).text)[1]
    assert "Bapak Slamet Widodo" in words and "Pos Pasar Johar" in words and not re.search(r"\d{5}", words)


@pytest.mark.parametrize("name", ["petugas2", "donatur", "mitra"])
def test_nobody_else_sees_a_name(client_for, visit, reg_no, name):
    worker = ends_soon(reg_no)
    text = visit(client_for(name), PATH + ("?siapa=lain" if name == "mitra" else "")).text
    for secret in (reg_no, worker.name, worker.address, "APBD", str(worker.birth_on)):
        assert secret not in text
    assert ("S. W." in text) is (name != "petugas2")


def test_own_people_of_a_company_stand_apart_from_others(client_for, visit, reg_no):
    ends_soon(reg_no)
    mitra = client_for("mitra")
    desk.enrolled(mitra, nik="3374015708900002", sex="P", name="Siti Aminah", phone="")
    own = visit(mitra, PATH).text
    assert "Siti Aminah" in own and "S. W." not in own
    assert "Siti Aminah" not in visit(mitra, f"{PATH}?siapa=lain").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kecamatan=33.74.01", "1"), ("?kecamatan=33.74.02", "0"), (f"?kelurahan={desk.KAUMAN}", "1"),
        ("?kelurahan=luar", "0"), ("?pos=johar", "1"), ("?sumber=apbd", "1"), ("?sumber=csr", "0"),
        ("?dihubungi=belum", "1"), ("?dihubungi=sudah", "0"),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(client_for, visit, reg_no, query, found):
    ends_soon(reg_no)
    for name in ("petugas", "admin"):
        answer = visit(client_for(name), PATH + query)
        assert total(answer) == found and "tidak dipakai" not in answer.text
        assert f'value="{query.partition("=")[2]}" selected' in answer.text


def test_value_nobody_knows_is_left_out_and_said(client_for, visit, people):
    text = visit(
        client_for("petugas"), f"{PATH}?daftar=semua&pos=tambak-lorok&sumber=emas&dihubungi=mungkin"
    ).text
    assert "tidak dipakai: daftar, pos, sumber dana, sudah dihubungi." in text


@pytest.mark.parametrize(("name", "list_"), [("donatur", f"{PATH}?"), ("mitra", f"{PATH}?siapa=lain&")])
def test_who_pays_for_unnamed_people_cannot_be_found_out_by_a_filter(client_for, visit, reg_no, name, list_):
    ends_soon(reg_no)
    for kind in ("apbd", "csr"):
        answer = visit(client_for(name), f"{list_}sumber={kind}")
        assert total(answer) == "1" and "tidak dipakai: sumber dana." in answer.text
    own = visit(client_for("mitra"), f"{PATH}?sumber=csr").text
    assert f'href="{PATH}?siapa=lain"' in own


def test_pages_and_lists_keep_the_filters(client_for, visit, people, monkeypatch):
    monkeypatch.setattr(lapses, "PAGE", 1)
    officer = client_for("petugas")
    for serial in (1, 2):
        ends_soon(desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", phone=""))
    text = visit(officer, f"{PATH}?sumber=apbd").text
    assert f"{PATH}?sumber=apbd&amp;hal=2" in text and f"{PATH}?daftar=menunggak&amp;sumber=apbd" in text
    assert "Orang Ke 2" in visit(officer, f"{PATH}?sumber=apbd&hal=2").text


def test_count_beyond_its_limit_is_said(client_for, visit, people, monkeypatch):
    officer = client_for("petugas")
    for serial in (1, 2):
        ends_soon(desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", phone=""))
    monkeypatch.setattr(lapses, "MOST_COUNTED", 1)
    assert "Lebih dari 1 orang" in visit(client_for("admin"), PATH).text


def test_opd_has_no_such_list(client_for, reg_no):
    assert client_for("opd").get(PATH).status_code == 403


def pages_of(answer):
    return pypdfium2.PdfDocument(BytesIO(answer.data))


def pdf_text(answer) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages_of(answer))


def printed(client, filters: str = ""):
    return desk.send(client, f"{PATH}.pdf", {"filters": filters})


def test_paper_for_the_rw_names_people_by_door_and_holds_no_number(client_for, reg_no):
    ends_soon(reg_no)
    text = pdf_text(printed(client_for("petugas")))
    for said in (
        "Kauman, Semarang Tengah · RW 007",
        desk.NAME,
        "RT 003",
        "Jl. Kakap No. 12",
        "Pos Pasar Johar",
    ):
        assert said in text
    for secret in (desk.NIK, "0812", "812345", reg_no):
        assert secret not in text
    assert desk.NAME not in pdf_text(printed(client_for("petugas2")))


def test_each_rw_has_sheets_of_its_own(client_for, reg_no):
    ends_soon(reg_no)
    ends_soon(desk.enrolled(client_for("petugas"), nik=nik(1), name="Orang Ke 1", phone="", rw="8"))
    pages = [page.get_textpage().get_text_bounded() for page in pages_of(printed(client_for("petugas")))]
    assert ["RW 007" in page for page in pages] == [True, False]
    assert [(desk.NAME in page, "Orang Ke 1" in page) for page in pages] == [(True, False), (False, True)]


def test_one_rw_alone_is_listed_and_printed_once_its_kelurahan_is_chosen(client_for, visit, reg_no):
    ends_soon(reg_no)
    officer = client_for("petugas")
    ends_soon(desk.enrolled(officer, nik=nik(1), name="Orang Ke 1", phone="", rw="8"))
    assert 'name="rw"' not in visit(officer, PATH).text
    query = f"kelurahan={desk.KAUMAN}&rw=008"
    answer = visit(officer, f"{PATH}?{query}")
    assert total(answer) == "1" and 'value="007"' in answer.text and 'value="008" selected' in answer.text
    text = pdf_text(printed(officer, query))
    assert "Orang Ke 1" in text and desk.NAME not in text and "Hanya: Kauman, RW 008." in text
    assert "tidak dipakai: RW" in visit(officer, f"{PATH}?rw=008").text


def test_printing_is_a_press_that_is_written_down(client_for, reg_no):
    ends_soon(reg_no)
    officer = client_for("petugas")
    back = officer.get(f"{PATH}.pdf?sumber=apbd")
    assert (back.status_code, back.location) == (303, f"{PATH}?sumber=apbd")
    assert not AuditEvent.select().where(AuditEvent.action == "berakhir.dicetak").exists()
    printed(officer, "sumber=apbd")
    line = AuditEvent.get(AuditEvent.action == "berakhir.dicetak")
    assert line.detail == {"daftar": "segera", "orang": 1, "saringan": "Pemerintah Kota (APBD)"}
    assert printed(client_for("auditor")).status_code == 403


def test_paper_that_would_be_too_long_asks_for_a_filter(client_for, reg_no, monkeypatch):
    ends_soon(reg_no)
    monkeypatch.setattr(lapse_lists, "MOST", 0)
    answer = printed(client_for("petugas"))
    assert answer.status_code == 422 and "Saring dulu" in answer.text


def test_first_page_leads_to_both_lists(client_for, visit, reg_no):
    worker = ends_soon(reg_no)
    officer = client_for("petugas")
    assert '<data id="ending-soon" value="1"' in visit(officer, "/").text
    let_go(live_months(CoverageMonth.worker == worker))
    assert "/berakhir?daftar=menunggak" not in visit(officer, "/").text


@pytest.mark.parametrize("query", ["", "?daftar=menunggak&sumber=csr&dihubungi=belum"])
@pytest.mark.parametrize("name", ["petugas", "admin", "donatur"])
def test_queries_do_not_grow_with_the_rows(client_for, count_queries, people, query, name):
    client, officer = client_for(name), client_for("petugas")
    for serial in range(1, 6):
        number = desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", phone="")
        (owes if query else ends_soon)(number)
        if serial == 2:
            client.get(PATH + query)
            few = count_queries(lambda: client.get(PATH + query))
    assert count_queries(lambda: client.get(PATH + query)) == few
