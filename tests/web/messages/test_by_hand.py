"""An officer reads what is to be said to people of the own posts, says it, and ticks it off."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import AuditEvent, LapseContact, Message, Worker
from kiosk.domain.clock import months_from
from kiosk.services import notices, safe
from kiosk.services.messages import say_by_hand
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.web.desk import KAUMAN, send


@pytest.fixture
def message(people) -> Message:
    """Words for somebody of Pos Pasar Johar whose months end this month."""
    with time_machine.travel("2026-11-25T02:00:00Z", tick=True):
        (reg_no,) = crowd(acting(people["petugas"]), 1)
        ledger_rows.paid_months(
            worker(reg_no), months_from(date(2026, 9, 1), 3), effective=3, on=date(2026, 9, 1)
        )
        notices.daily()
        yield Message.get(Message.to_kind == "worker")


def press(client, message: Message, **data):
    return send(client, f"/pesan/{message.id}/disampaikan", data)


def now(message: Message) -> Message:
    return Message.get_by_id(message.id)


def test_words_stand_ready_to_be_copied(client_for, visit, message):
    text = visit(client_for("petugas"), "/pesan").text
    assert message.text in text and "Segera berakhir" in text and message.worker.reg_no in text
    assert "data-copies" in text and "copy-text.js" in text


def test_same_words_stand_on_the_person_s_page_and_on_the_list_of_endings(client_for, visit, message):
    client = client_for("petugas")
    assert message.text in visit(client, f"/pekerja/{message.worker.reg_no}").text
    assert message.text in visit(client, "/berakhir").text


def test_what_was_said_is_ticked_off_and_stands_on_the_list_of_endings_too(
    client_for, visit, people, message
):
    client = client_for("petugas")
    assert press(client, message).location.endswith("/pesan")
    said = now(message)
    assert (said.state, said.handled_by_id) == ("done", people["petugas"].id) and said.sent_at
    assert message.text not in client.get("/pesan").text
    assert message.text in visit(client, "/pesan?keadaan=done").text
    contact = LapseContact.get()
    assert (contact.worker_id, contact.first_empty, contact.outcome) == (
        message.worker_id, date(2026, 12, 1), "reached",
    )  # fmt: skip
    line = AuditEvent.get(AuditEvent.action == "pesan.disampaikan")
    assert (line.subject, line.detail) == (message.worker.reg_no, {"tentang": "ending"})


def test_pressed_on_the_person_s_page_it_leads_back_there(client_for, message):
    number = message.worker.reg_no
    assert press(client_for("petugas"), message, back=number).location.endswith(f"/pekerja/{number}")


def test_way_back_leads_nowhere_else(client_for, message):
    assert press(client_for("petugas"), message, back="../../keluar").location.endswith("/pesan")


def test_pressed_again_is_answered_with_a_sentence(client_for, message):
    press(client_for("petugas"), message)
    again = press(client_for("rekan"), message)
    assert again.status_code == 422 and "sudah ditandai disampaikan" in again.text
    assert LapseContact.select().count() == 1


def test_officer_of_another_post_neither_sees_nor_ticks_it(client_for, message):
    stranger = client_for("petugas2")
    assert message.text not in stranger.get("/pesan").text
    assert press(stranger, message).status_code == 403 and now(message).state == "by_hand"


def test_admin_says_what_no_post_can(client_for, visit, message):
    Message.update(post=None).execute()
    assert message.text not in client_for("petugas").get("/pesan").text
    admin = client_for("admin")
    assert message.text in visit(admin, "/pesan?keadaan=by_hand").text
    assert press(admin, message).status_code == 303 and now(message).state == "done"


def test_auditor_reads_and_has_nothing_to_press(client_for, visit, message):
    auditor = client_for("auditor")
    assert message.text in visit(auditor, "/pesan?keadaan=by_hand").text
    assert "Sudah disampaikan</button>" not in auditor.get("/pesan?keadaan=by_hand").text
    assert press(auditor, message).status_code == 403


def test_whom_somebody_has_taken_on_meanwhile_is_not_told_otherwise(client_for, visit, message):
    plan = ledger_rows.planned_months(Worker.get_by_id(message.worker_id), months_from(date(2026, 12, 1), 6))
    client = client_for("petugas")
    assert message.text in visit(client, "/pesan").text  # a plan alone protects nobody
    ledger_rows.pay(plan)
    text = visit(client, "/pesan").text
    assert message.text not in text and "Tidak perlu disampaikan lagi" in text
    assert message.text not in client.get(f"/pekerja/{message.worker.reg_no}").text
    notices.message_truth.set_aside_untrue()
    assert press(client, message).status_code == 422


def test_message_that_does_not_exist_is_not_found(client_for, message):
    assert send(client_for("petugas"), f"/pesan/{message.id + 99}/disampaikan").status_code == 404


def test_queries_do_not_grow_with_the_messages(client_for, message, count_queries):
    client = client_for("petugas")
    client.get("/pesan")
    few = count_queries(lambda: client.get("/pesan"))
    one = Message.get()
    row = {
        "kind": "started",
        "worker": one.worker_id,
        "funder": None,
        "post": one.post_id,
        "subject": "Perlindungan",
    }
    with writing():
        say_by_hand(
            {**row, "key": f"started:{one.worker_id}:20{year}-01", "text": f"Teks {year}"}
            for year in range(10, 30)
        )
    assert count_queries(lambda: client.get("/pesan")) <= few + 1  # the other kind has a question of its own


def test_number_is_behind_a_press_beside_the_words(client_for, visit, message):
    press = f'hx-post="/pekerja/{message.worker.reg_no}/telepon"'
    text = visit(client_for("petugas"), "/pesan").text
    assert press in text or "Nomor HP belum tercatat" in text
    Worker.update(phone_sealed=safe.seal("081234567890", safe.PHONE)).execute()
    assert press in visit(client_for("petugas"), "/pesan").text
    assert press not in visit(client_for("auditor"), "/pesan?keadaan=by_hand").text


@pytest.mark.parametrize(
    ("query", "found"),
    [("jenis=ending", 1), ("jenis=lapsed", 0), (f"kelurahan={KAUMAN}", 1), ("kelurahan=luar", 0)],
)
def test_what_waits_is_sorted_out_by_kind_and_kelurahan(client_for, visit, message, query, found):
    Worker.update(kelurahan=KAUMAN).execute()
    client = client_for("petugas")
    text = visit(client, f"/pesan?{query}").text
    assert (message.text in text) is bool(found)
    assert f'<data id="messages-total" value="{found}"' in text or not found
    assert "tidak dipakai: jenis pesan" in visit(client, "/pesan?jenis=emas").text


def test_after_saying_it_one_is_back_where_one_was(client_for, message):
    back = press(client_for("petugas"), message, filters="jenis=ending&hal=2&keadaan=salah")
    assert back.location.endswith("/pesan?jenis=ending&hal=2")


def test_first_page_says_how_many_wait(client_for, visit, message):
    assert '<data id="to-say" value="1"' in visit(client_for("petugas"), "/").text
    assert 'id="to-say"' not in visit(client_for("petugas2"), "/").text


def test_whom_a_call_has_reached_waits_no_longer(client_for, visit, message):
    client, number = client_for("petugas"), message.worker.reg_no
    noted = {"client_key": "k" * 32, "outcome": "no_answer", "note": ""}
    send(client, f"/berakhir/{number}/dihubungi", noted)
    assert now(message).state == "by_hand"
    send(client, f"/berakhir/{number}/dihubungi", {**noted, "client_key": "l" * 32, "outcome": "reached"})
    assert now(message).state == "stale" and number not in visit(client, "/pesan").text


def test_number_too_large_for_the_store_is_not_found(client_for, message):
    assert send(client_for("petugas"), f"/pesan/{2**63}/disampaikan").status_code == 404
