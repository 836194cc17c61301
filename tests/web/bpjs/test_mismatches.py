"""The work list of what BPJS and the ledger say differently, as its pages: seen, settled, taken back, downloaded."""

from io import BytesIO

import openpyxl
import pytest

from db.models import AuditEvent, Mismatch, Worker
from kiosk.domain.clock import first_of_month, today
from tests.ledger_rows import paid_months
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.services.member_lists import members, read
from tests.web import desk
from tests.web.desk import send

PATH = "/bpjs/cocok"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOBODY_ELSE = ("petugas", "mitra", "donatur", "opd")
FOUND = "Iurannya dibayar sendiri sejak Maret."


@pytest.fixture
def worker(client_for) -> Worker:
    """Active in BPJS's list, and nobody here funds them."""
    reg_no = desk.enrolled(client_for("petugas"))
    found = Worker.get(Worker.reg_no == reg_no)
    read(members(found))
    return found


def one(worker: Worker) -> Mismatch:
    return Mismatch.get(Mismatch.worker == worker)


def address(worker: Worker) -> str:
    return f"{PATH}/{one(worker).id}/penyelesaian"


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_list_says_both_sides_and_what_to_do_without_numbers(client_for, visit, worker, name):
    answer = visit(client_for(name), PATH)
    for said in (
        worker.name,
        worker.reg_no,
        one(worker).answer.no,
        "Tidak ada yang menanggung",
        "Tanyakan kepada BPJS",
    ):
        assert said in answer.text, said
    assert '<data id="bpjs-only" value="1"' in answer.text and '<data id="ours-only" value="0"' in answer.text
    assert desk.NIK not in answer.text and desk.PHONE not in answer.text
    assert ("Unduh untuk BPJS" in answer.text) == (name == "admin")


def test_empty_list_says_what_to_do_first(client_for, visit):
    assert "Tidak ada selisih" in visit(client_for("admin"), PATH).text


def test_settled_by_the_admin_it_leaves_the_list_and_can_be_taken_back(client_for, visit, worker):
    admin = client_for("admin")
    visit(admin, address(worker))
    answer = send(admin, address(worker), {"how": FOUND, "filters": "selisih=bpjs_only"})
    assert (answer.status_code, answer.location) == (303, f"{PATH}?selisih=bpjs_only")
    assert "Tidak ada selisih" in visit(admin, PATH).text
    assert FOUND in visit(admin, f"{PATH}?keadaan=selesai").text
    assert FOUND in visit(admin, address(worker)).text
    assert send(admin, f"{address(worker)}/pembatalan").status_code == 303
    assert worker.reg_no in visit(admin, PATH).text


def test_settled_by_a_list_says_which(client_for, visit, worker):
    later = read([])
    assert (
        f"Sama lagi menurut daftar {later.no}."
        in visit(client_for("auditor"), f"{PATH}?keadaan=selesai").text
    )


@pytest.mark.parametrize("how", ["", "a" * 201, "NIK-nya 3374011705030001", "HP 0812 3456 7890"])
def test_sentence_that_is_missing_too_long_or_holds_a_number_comes_back(client_for, worker, how):
    answer = send(client_for("admin"), address(worker), {"how": how})
    assert answer.status_code == 422 and one(worker).settled_at is None


def test_second_admin_is_told_that_it_is_settled(client_for, worker):
    admin = client_for("admin")
    send(admin, address(worker), {"how": FOUND})
    answer = send(admin, address(worker), {"how": "Lain."})
    assert answer.status_code == 422 and "sudah diselesaikan" in answer.text
    assert one(worker).how == FOUND


def test_taking_back_what_a_later_list_opened_anew_says_so(client_for, worker):
    admin, first = client_for("admin"), address(worker)
    send(admin, first, {"how": FOUND})
    read(members(worker))
    answer = send(admin, f"{first}/pembatalan")
    assert answer.status_code == 422 and "sudah terbuka lagi" in answer.text


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_nobody_else_opens_or_settles_anything(client_for, worker, name):
    client = client_for(name)
    for path in (PATH, f"{PATH}.xlsx", address(worker)):
        assert client.get(path).status_code == 403
    for path in (f"{PATH}.xlsx", address(worker), f"{address(worker)}/pembatalan"):
        assert send(client, path, {"how": FOUND}).status_code == 403


def test_auditor_looks_and_changes_nothing(client_for, visit, worker):
    auditor = client_for("auditor")
    visit(auditor, address(worker))
    assert auditor.get(f"{PATH}.xlsx").status_code == 303
    for path in (f"{PATH}.xlsx", address(worker), f"{address(worker)}/pembatalan"):
        assert send(auditor, path, {"how": FOUND}).status_code == 403
    assert one(worker).settled_at is None


def test_mismatch_that_is_not_there_is_404(client_for):
    admin = client_for("admin")
    assert admin.get(f"{PATH}/999/penyelesaian").status_code == 404
    assert send(admin, f"{PATH}/999/penyelesaian/pembatalan").status_code == 404


def test_filters_of_the_address_narrow_the_list_and_unknown_ones_are_said(client_for, visit, worker):
    admin = client_for("admin")
    assert worker.reg_no not in visit(admin, f"{PATH}?selisih=ours_only").text
    assert worker.reg_no in visit(admin, f"{PATH}?kelurahan={desk.KAUMAN}").text
    answer = visit(admin, f"{PATH}?selisih=papirus&penanggung=abc")
    assert worker.reg_no in answer.text and "Sebagian saringan" in answer.text
    assert admin.get(f"{PATH}?selisih=&kelurahan=").status_code == 303


def test_sheet_for_bpjs_is_the_admins_and_written_down(client_for, worker):
    admin = client_for("admin")
    assert admin.get(f"{PATH}.xlsx?selisih=bpjs_only").location.endswith("?selisih=bpjs_only")
    answer = send(admin, f"{PATH}.xlsx", {"filters": "selisih=bpjs_only&hal=1"})
    assert (answer.status_code, answer.mimetype) == (200, XLSX)
    assert desk.NIK not in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    page = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert page["B2"].value == desk.NIK and page["B2"].data_type == "s"
    assert AuditEvent.get(AuditEvent.action == "bpjs.selisih_diunduh").detail == {"selisih": 1}


def test_sheet_of_nobody_comes_back_to_the_list(client_for, worker):
    answer = send(client_for("admin"), f"{PATH}.xlsx", {"filters": "selisih=ours_only"})
    assert answer.status_code == 422 and "tidak ada yang dapat diunduh" in answer.text


@pytest.mark.parametrize(("name", "hears"), [("admin", True), ("auditor", True), ("petugas", False)])
def test_worker_s_page_shows_an_open_mismatch_to_admin_and_auditor(client_for, visit, worker, name, hears):
    answer = visit(client_for(name), f"/pekerja/{worker.reg_no}")
    assert ("Aktif di BPJS" in answer.text) == hears
    assert (address(worker) in answer.text) == hears


def test_worker_s_page_falls_silent_once_it_is_settled(client_for, visit, worker):
    paid_months(worker, [first_of_month(today())], effective=1)
    read(members(worker))
    assert "Aktif di BPJS" not in visit(client_for("admin"), f"/pekerja/{worker.reg_no}").text


def test_list_asks_no_more_of_the_database_for_more_lines(client_for, people, worker, count_queries):
    admin = client_for("admin")
    admin.get(PATH)
    few = count_queries(lambda: admin.get(PATH))
    numbers = crowd(acting(people["petugas"]), 8)
    read(members(worker, *Worker.select().where(Worker.reg_no.in_(numbers))))
    assert count_queries(lambda: admin.get(PATH)) <= few
