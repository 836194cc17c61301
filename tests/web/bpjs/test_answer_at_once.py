"""What BPJS answers shows at once: on /v, on the person's page and card, and on the work list."""

from io import BytesIO

import pypdfium2
import pytest

from db.models import Card, Worker, WorkerFlag
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.domain.words import mask_kpj
from kiosk.services import corrections
from kiosk.services.correction_pages import person_of
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked, kpj, says, take_in
from tests.web import desk
from tests.web.house_rules import check_page

THIS = first_of_month(today())
WHY = "NIK tidak padan"


@pytest.fixture
def worker(client_for) -> Worker:
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    desk.printed(client, worker=reg_no)
    return Worker.get(Worker.reg_no == reg_no)


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def paid(worker, admin) -> Worker:
    ledger_rows.paid_months(worker, months_from(THIS, 2))
    asked([worker], by=admin)
    return worker


def state_on_v(client, visit) -> str:
    return visit(client, f"/v/{Card.get().token}").text.partition('data-state="')[2].partition('"')[0]


def face(client) -> str:
    pdf = client.get(f"/kartu/{Card.get().serial}.pdf").data
    return pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_bounded()


def test_accepted_is_protected_at_once_everywhere(stranger, client_for, visit, paid, admin):
    petugas = client_for("petugas")
    assert state_on_v(stranger, visit) == "registered" and "menunggu KPJ" in face(petugas)
    take_in([says(paid, kpj=kpj(0))], by=admin)
    assert state_on_v(stranger, visit) == "protected"
    page = visit(petugas, f"/pekerja/{paid.reg_no}").text
    assert mask_kpj(kpj(0)) in page and kpj(0) not in page and "state-protected" in page
    assert kpj(0) in face(petugas) and "menunggu KPJ" not in face(petugas)
    assert desk.send(petugas, "/pekerja", {"number": kpj(0)}).location == f"/pekerja/{paid.reg_no}"


def test_number_that_comes_with_a_later_answer_is_on_page_and_card(client_for, visit, paid, admin):
    take_in([says(paid)], by=admin)
    petugas = client_for("petugas")
    assert "menunggu KPJ" in face(petugas)
    take_in([says(paid, kpj=kpj(0))], by=admin)
    assert kpj(0) in face(petugas) and mask_kpj(kpj(0)) in visit(petugas, f"/pekerja/{paid.reg_no}").text


def test_rejected_stands_on_the_work_list_with_the_reason(stranger, client_for, visit, paid, admin):
    take_in([says(paid, accepted=False, reason=WHY)], by=admin)
    assert state_on_v(stranger, visit) == "waiting"
    petugas = client_for("petugas")
    listed = visit(petugas, "/belum-lengkap?kurang=bpjs").text
    assert paid.reg_no in listed and WHY in listed and f"/pekerja/{paid.reg_no}/ditolak-bpjs" in listed
    page = visit(petugas, f"/pekerja/{paid.reg_no}").text
    assert "Ditolak BPJS" in page and WHY in page
    assert "menunggu KPJ dari BPJS" not in page and "belum ada, karena ditolak BPJS" in page
    assert WHY in visit(petugas, f"/pekerja/{paid.reg_no}/ditolak-bpjs").text


def test_sudah_beres_settles_it_and_a_second_press_changes_nothing(client_for, visit, paid, admin):
    take_in([says(paid, accepted=False, reason=WHY)], by=admin)
    petugas, address = client_for("petugas"), f"/pekerja/{paid.reg_no}/ditolak-bpjs"
    for _time in range(2):
        answer = desk.send(petugas, f"{address}/penyelesaian", {"note": "Cocok"})
        assert (answer.status_code, answer.location) == (303, f"/pekerja/{paid.reg_no}")
    assert WorkerFlag.get().settled_at
    assert WHY not in visit(petugas, f"/pekerja/{paid.reg_no}").text
    assert "Tidak ada penolakan BPJS" in visit(petugas, address).text


def test_who_serves_the_person_sees_and_settles_and_nobody_else(client_for, paid, admin):
    take_in([says(paid, accepted=False, reason=WHY)], by=admin)
    address = f"/pekerja/{paid.reg_no}/ditolak-bpjs"
    names = ("petugas", "rekan", "petugas2", "mitra", "auditor", "admin")
    seen = {name: client_for(name).get(address).status_code for name in names}
    assert seen == {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200, "admin": 200}
    names = ("petugas2", "mitra", "auditor", "rekan")
    sent = {
        name: desk.send(client_for(name), f"{address}/penyelesaian", {"note": "Cocok"}).status_code
        for name in names
    }
    assert sent == {"petugas2": 403, "mitra": 403, "auditor": 403, "rekan": 303}


@pytest.mark.parametrize(
    ("values", "settled"),
    [
        ({"address": "Jl. Bandeng 3", "phone": "6281299998888", "occupation": "tukang-becak"}, False),
        ({"birth_place": "Demak"}, True),
        ({"mother_name": "Sumarni"}, True),
        ({"kpj": "26000123456"}, True),
    ],
)
def test_only_what_bpjs_reads_settles_it(client_for, paid, admin, people, values, settled):
    take_in([says(paid, accepted=False, reason=WHY)], by=admin)
    petugas = acting(people["petugas"])
    seen = person_of(reg_no=paid.reg_no, by=petugas).seen
    corrections.correct(
        reg_no=paid.reg_no, values=values, reason="mistyped", client_key=desk.key(), seen=seen, by=petugas
    )
    assert bool(WorkerFlag.get(WorkerFlag.kind == "bpjs_rejected").settled_at) is settled


def test_a_correction_settles_it(client_for, paid, admin, people):
    take_in([says(paid, accepted=False, reason=WHY)], by=admin)
    petugas = acting(people["petugas"])
    seen = person_of(reg_no=paid.reg_no, by=petugas).seen
    corrections.correct(
        reg_no=paid.reg_no, values={"name": "Sugeng Riyadi"}, reason="mistyped", client_key=desk.key(), seen=seen,
        by=petugas,
    )  # fmt: skip
    assert WorkerFlag.get(WorkerFlag.kind == "bpjs_rejected").settled_at


def test_a_company_mends_whom_it_registered_itself_and_no_other_sees_them(client_for, visit, admin):
    mitra = client_for("mitra")
    batch = desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng Riyadi")))
    desk.billed(mitra, batch)
    worker = Worker.get()
    asked([worker], by=admin)
    take_in([says(worker, accepted=False, reason=WHY)], by=admin)
    listed = visit(mitra, "/belum-lengkap?kurang=bpjs").text
    assert worker.reg_no in listed and WHY in listed and f"/pekerja/{worker.reg_no}/koreksi" in listed
    for address in (f"/pekerja/{worker.reg_no}", f"/pekerja/{worker.reg_no}/koreksi"):
        page = visit(mitra, address).text
        assert WHY in page and "tanyakan kepada Disnaker atau petugas pos pelayanan" in page
    assert client_for("mitra2").get(f"/pekerja/{worker.reg_no}").status_code == 403
    assert worker.reg_no not in visit(client_for("mitra2"), "/belum-lengkap").text


def test_reason_that_bpjs_does_not_give_is_said_to_be_missing(client_for, visit, paid, admin):
    take_in([says(paid, accepted=False)], by=admin)
    answer = client_for("petugas").get(f"/pekerja/{paid.reg_no}/ditolak-bpjs")
    check_page(answer)
    assert "BPJS tidak menyebutkan alasannya" in answer.text
