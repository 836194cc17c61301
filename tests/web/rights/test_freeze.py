"""A person's data are frozen at their wish: said what follows, then not printed, not funded anew; opened again."""

import pytest

from db.models import AuditEvent, BatchRow, Card, Commitment, Company, PrintedCard, Worker
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def wish(**other) -> dict:
    return {"client_key": desk.key(), "asker": "self", "reason": "datanya keliru", **other}


def freeze(client, reg_no: str, **other):
    return send(client, f"/pekerja/{reg_no}/pembekuan", wish(**other))


def unfreeze(client, reg_no: str, **other):
    form = {"client_key": desk.key(), "reason": "sudah dibetulkan", "present": "y", **other}
    return send(client, f"/pekerja/{reg_no}/pembekuan/pencabutan", form)


def test_page_says_first_what_happens(client_for, visit, reg_no):
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}/pembekuan").text
    for said in (
        "tidak dapat ditanggung",
        "tidak dicetak",
        "Bulan yang sudah dibayar tetap berlaku",
        "3 × 24 jam",
    ):
        assert said in text, said
    assert Worker.get().frozen_at is None


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin"])
def test_owner_colleague_and_admin_freeze(client_for, visit, reg_no, people, name):
    client = client_for(name)
    answer = freeze(client, reg_no)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    worker = Worker.get()
    assert (
        worker.frozen_at
        and worker.frozen_reason == "datanya keliru"
        and worker.frozen_by_id == people[name].id
    )
    line = AuditEvent.get(AuditEvent.action == "pekerja.dibekukan")
    assert (line.subject, line.detail) == (reg_no, {"peminta": "self", "alasan": "datanya keliru"})
    text = visit(client, f"/pekerja/{reg_no}").text
    assert "Data orang ini dibekukan" in text and "datanya keliru" in text
    assert "Cetak kartu" not in text and "Cetak bukti" not in text


@pytest.mark.parametrize("name", ["petugas2", "mitra", "mitra2", "auditor", "opd", "donatur"])
def test_nobody_else_freezes(client_for, reg_no, name):
    answer = freeze(client_for(name), reg_no)
    assert answer.status_code == 403
    check_page(answer)
    assert Worker.get().frozen_at is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"asker": ""}, "Pilih siapa yang meminta"),
        ({"asker": "burung"}, "Pilih siapa yang meminta"),
        ({"reason": " "}, "Tulis alasan pembekuan ini."),
        ({"reason": "a" * 201}, "Alasan paling banyak 200 huruf."),
        ({"reason": "telepon 081234567890"}, "Jangan tulis NIK atau nomor HP"),
    ],
)
def test_form_with_a_fault_comes_back_filled(client_for, reg_no, wrong, sentence):
    answer = freeze(client_for("petugas"), reg_no, **wrong)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert Worker.get().frozen_at is None


def test_same_form_twice_freezes_once_and_a_second_wish_is_told(client_for, reg_no):
    client, form = client_for("petugas"), wish()
    answers = [send(client, f"/pekerja/{reg_no}/pembekuan", form).status_code for _time in range(2)]
    assert answers == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "pekerja.dibekukan").count() == 1
    again = freeze(client, reg_no)
    assert again.status_code == 422 and "sudah dibekukan" in again.text


def test_frozen_person_s_card_is_neither_printed_nor_shown(client_for, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    freeze(client, reg_no)
    assert desk.print_cards(client, worker=reg_no).status_code == 422
    assert client.get(f"/kartu/{Card.get().serial}.pdf").status_code == 422
    assert PrintedCard.select().count() == 1


def test_sheet_row_of_a_frozen_person_is_wrong_and_tells_the_company_no_reason(client_for, visit, reg_no):
    freeze(client_for("petugas"), reg_no)
    client = client_for("mitra")
    no = desk.opened(client, sheet=desk.small_sheet((desk.NIK, desk.NAME), ("3374020902000001", "Sugeng")))
    assert [row.state for row in BatchRow.select().order_by(BatchRow.number)] == ["wrong", "ready"]
    assert [one.worker.name for one in Commitment.select()] == ["Sugeng"]
    text = visit(client, f"/batch/{no}?keadaan=wrong").text
    assert "sedang dibekukan" in text and "datanya keliru" not in text
    assert client.get(f"/pekerja/{reg_no}").status_code == 403


def test_batch_is_printed_without_the_frozen_and_says_how_many(client_for, visit):
    mitra = client_for("mitra")
    people = [("3374020902000001", "Sugeng"), ("3374020902000002", "Slamet")]
    no = desk.opened(mitra, sheet=desk.small_sheet(*people))
    freeze(client_for("admin"), Worker.get(Worker.name == "Slamet").reg_no)
    text = visit(mitra, f"/batch/{no}/kartu").text
    assert "1 orang tidak dicetak kartunya" in text and "Cetak 1 kartu" in text
    desk.printed(mitra, batch=no)
    assert [card.worker.name for card in Card.select()] == ["Sugeng"]


def test_company_sees_that_its_person_is_frozen_and_not_why(client_for, visit):
    mitra = client_for("mitra")
    reg_no = desk.enrolled(mitra)
    freeze(client_for("admin"), reg_no)
    text = visit(mitra, f"/pekerja/{reg_no}").text
    assert "Data orang ini dibekukan" in text
    assert "datanya keliru" not in text and "Buka pembekuan" not in text and "Hak atas data" not in text


def test_officer_opens_it_when_the_person_is_there(client_for, visit, reg_no):
    client = client_for("petugas")
    freeze(client, reg_no)
    assert "sudah dibekukan" not in visit(client, f"/pekerja/{reg_no}/pembekuan").text
    absent = unfreeze(client, reg_no, present="")
    assert absent.status_code == 422 and "hadir sendiri" in absent.text and Worker.get().frozen_at
    assert unfreeze(client, reg_no).status_code == 303
    worker = Worker.get()
    assert (worker.frozen_at, worker.frozen_reason, worker.frozen_by) == (None, None, None)
    line = AuditEvent.get(AuditEvent.action == "pekerja.dibuka_bekunya")
    assert line.detail == {"alasan": "sudah dibetulkan"}
    desk.printed(client, worker=reg_no)


def test_what_disnaker_decided_only_admin_opens(client_for, reg_no):
    freeze(client_for("petugas"), reg_no, asker="disnaker")
    refused = unfreeze(client_for("petugas"), reg_no)
    assert refused.status_code == 422 and "Hanya admin" in refused.text
    assert unfreeze(client_for("admin"), reg_no, present="").status_code == 303


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor"])
def test_nobody_else_opens_it(client_for, reg_no, name):
    freeze(client_for("petugas"), reg_no)
    assert unfreeze(client_for(name), reg_no).status_code == 403
    assert Worker.get().frozen_at


def test_auditor_reads_why_and_may_not_act(client_for, visit, reg_no):
    freeze(client_for("petugas"), reg_no)
    text = visit(client_for("auditor"), f"/pekerja/{reg_no}").text
    assert "datanya keliru" in text and f"/pekerja/{reg_no}/data.pdf" not in text


def test_person_of_a_company_s_batch_at_the_post_is_still_refused_when_frozen(client_for):
    """An open batch at the post takes a fresh person only; a frozen one stays what they are."""
    petugas = client_for("petugas")
    reg_no = desk.enrolled(petugas)
    freeze(petugas, reg_no)
    no = desk.opened(petugas, company=str(Company.get(Company.code == "sinar").id))
    assert desk.enrol(petugas, batch=no).status_code == 422
    assert not Commitment.select().exists()
