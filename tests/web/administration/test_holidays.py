"""The calendar of holidays: added, taken out after a question, and what it does to the debit is said."""

from datetime import date

from db.models import Holiday
from tests.services import debit_desk
from tests.web.debits.pages import press
from tests.web.desk import key

PATH = "/admin/libur"


def test_day_is_added_once_and_the_coming_debit_moves(client_for, people, visit):
    admin = client_for("admin")
    assert "Desember 2026: 1 Desember 2026" in visit(admin, PATH).text
    fields = {"day": "1/12/2026", "name": "Cuti bersama", "client_key": key()}
    for _ in range(2):
        assert press(admin, PATH, **fields).location == f"{PATH}?tahun=2026"
    page = visit(admin, f"{PATH}?tahun=2026")
    assert "Cuti bersama" in page.text and "Desember 2026: 2 Desember 2026" in page.text


def test_day_is_taken_out_after_a_question_that_says_what_moves(client_for, people, visit):
    admin, address = client_for("admin"), f"{PATH}/2027-01-01/hapus"
    assert "Debet Januari 2027 pindah dari 4 Januari 2027 ke 1 Januari 2027." in visit(admin, address).text
    for _ in range(2):
        assert press(admin, address).location == f"{PATH}?tahun=2027"
    assert Holiday.get(Holiday.day == date(2027, 1, 1)).removed_at
    assert admin.get(address).status_code == 404
    assert admin.get(f"{PATH}/kapan/hapus").status_code == 404


def test_run_that_is_made_does_not_move_and_the_page_warns(client_for, people, visit):
    debit_desk.decide()
    debit_desk.due()
    debit_desk.sealed()
    admin = client_for("admin")
    press(admin, PATH, day="1/12/2026", name="Cuti bersama")
    assert "Debet Desember 2026 tetap pada 1 Desember 2026." in visit(admin, PATH).text


def test_what_is_wrong_is_said_beside_the_field(client_for, people):
    admin = client_for("admin")
    answer = press(admin, PATH, day="5/12/2026", name="Sabtu")
    assert answer.status_code == 422 and "Sabtu atau Minggu" in answer.text
    answer = press(admin, PATH)
    assert "Isi tanggal hari liburnya." in answer.text and "Tulis nama hari liburnya." in answer.text


def test_auditor_looks_and_others_do_not(client_for, people, visit):
    auditor = client_for("auditor")
    for address in (PATH, f"{PATH}/2027-01-01/hapus"):
        visit(auditor, address)
        assert press(auditor, address, day="2/12/2026", name="x").status_code == 403
        for role in ("petugas", "mitra", "opd", "donatur"):
            assert client_for(role).get(address).status_code == 403
