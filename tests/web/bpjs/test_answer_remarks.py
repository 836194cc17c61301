"""What somebody should look at once more in BPJS's answer: on the file's page, the submission's, the columns' page."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from db.models import Answer, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import safe
from kiosk.web.bpjs.answer_forms import AnswerForm
from tests.services.at_once import acting, nik
from tests.services.bpjs_desk import kpj
from tests.services.bpjs_files import asked_people, sent_in, sheet
from tests.web.bpjs.test_answers import LIST
from tests.web.desk import send
from tests.web.house_rules import check_page

HEADS = "NIK;Status;KPJ;TMT"
EARLY, NOW = today() - timedelta(days=1), today()


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def asked(people):
    return asked_people(people, acting(people["admin"]), 3)


def address(people, *lines: str, heads: str = HEADS) -> str:
    return f"{LIST}/{sent_in(sheet(lines, heads), by=acting(people['admin'])).no}"


def rows(text: str) -> list[str]:
    return re.findall(r'data-label="Baris"><span class="cell-body">(\d+)<', text)


def test_early_day_is_said_on_the_row_and_opens_a_list_of_its_own(people, asked, admin, visit):
    lines = [f"{nik(n)};Aktif;{kpj(n)};{day:%d/%m/%Y}" for n, day in ((1, NOW), (2, EARLY))]
    page = address(people, *lines)
    text = visit(admin, page).text
    assert "1 orang diterima mulai hari yang lebih awal daripada hari diserahkan." in text
    listed = f"{page}?catatan=before_sent"
    assert f'href="{listed}#lines"' in text and rows(text) == ["2", "3"]
    text = visit(admin, listed).text
    assert rows(text) == ["3"] and "periksa tanggalnya" in text
    assert f'href="/bpjs/{asked.no}/baris/2/pembetulan?balasan=' in text
    assert rows(visit(admin, f"{page}?catatan=apa").text) == ["2", "3"]


def test_day_that_bpjs_did_not_name_is_said_to_be_ours(people, asked, admin, visit):
    text = visit(admin, address(people, f"{nik(1)};Aktif", heads="NIK;Status")).text
    assert "BPJS tidak menyebut hari; dipakai hari berkas ini datang" in text
    assert "?catatan=day_not_named#lines" in text and "?catatan=kpj_not_named#lines" in text


def test_accepted_without_a_number_is_counted_and_listed_on_the_page_of_the_submission(
    people, asked, admin, visit
):
    page = f"/bpjs/{asked.no}"
    assert "without_kpj" not in visit(admin, page).text
    address(people, f"{nik(1)};Aktif;;{NOW:%d/%m/%Y}", f"{nik(2)};Aktif;{kpj(2)};{NOW:%d/%m/%Y}")
    text = visit(admin, page).text
    assert '<data id="lines-without_kpj" value="1"' in text and "Diterima, KPJ belum ada" in text
    text = visit(admin, f"{page}?keadaan=without_kpj").text
    assert "Orang 00001" in text and "Orang 00002" not in text


def test_doubtful_day_leads_to_where_its_answer_is_noted_by_hand(people, asked, admin, client_for, visit):
    before = add_months(first_of_month(today()), -1).replace(day=20)
    lines = [f"{nik(1)};Aktif;{kpj(1)};{before:%m/%d/%Y}", f"{nik(2)};Aktif;{kpj(2)};01/02/2026"]
    page = address(people, *lines)
    text = visit(admin, f"{page}?hasil=wrong").text
    assert "dapat dibaca dua cara, 1 Februari 2026 atau 2 Januari 2026" in text and rows(text) == ["3"]
    link = f'href="/bpjs/{asked.no}/baris/2/jawaban"'
    assert link in text and link not in visit(client_for("auditor"), page).text


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_mother_s_name_stands_on_no_row(people, asked, client_for, visit, who):
    Worker.update(mother_name_sealed=safe.seal("Tukiyemsari", safe.MOTHER)).execute()
    page = address(people, f"{nik(1)};Ditolak;ibu TUKIYEMSARI lain", heads="NIK;Status;Alasan")
    text = visit(client_for(who), page).text
    assert "ibu •••• lain" in text and "tukiyemsari" not in text.casefold()


def test_two_columns_of_status_are_shown_and_one_has_to_be_chosen(people, asked, admin, visit):
    lines = [f"{nik(1)};Diterima;Ditolak;{NOW:%d/%m/%Y}"]
    page = address(people, *lines, heads="NIK;STATUS;STATUS;TMT")
    assert "STATUS (B), STATUS (C) sama artinya" in visit(admin, page).text
    text = visit(admin, f"{page}/kolom").text
    assert "STATUS (B), STATUS (C) sama artinya" in text
    assert text.count('<option selected value="status">') == 2
    form = dict(re.findall(r'name="(client_key|lembar|baris)"[^>]*value="([^"]*)"', text))
    both = {"kolom_0": "nik", "kolom_1": "status", "kolom_2": "status", "kolom_3": "effective_on"}
    answer = send(admin, f"{page}/kolom", form | both)
    assert answer.status_code == 422 and "Pilih satu saja." in answer.text
    check_page(answer)
    assert send(admin, f"{page}/kolom", form | both | {"kolom_1": ""}).status_code == 303
    assert Answer.get().state == "read" and "Ditolak" in visit(admin, page).text
    assert "STATUS (kolom ke-2)" in visit(admin, "/bpjs/judul").text


def test_file_is_asked_for_once_more_unless_something_is_said_beside_it(app):
    """What the use refuses for another field comes back without its file too."""
    with app.test_request_context(LIST, method="POST", data={"sheet": (BytesIO(b"NIK"), "a.csv")}):
        form = AnswerForm(meta={"csrf": False})
        form.ask_for_file_again()
        assert ["Pilih berkasnya sekali lagi" in one for one in form.sheet.errors] == [True]
        form.sheet.errors = ["Berkas ini terpotong."]
        form.ask_for_file_again()
        assert form.sheet.errors == ["Berkas ini terpotong."]
