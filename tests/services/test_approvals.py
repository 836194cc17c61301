"""An approval is asked for with the enrolment itself and decided once, by admin alone."""

from datetime import date

import pytest
import time_machine

from db.models import AuditEvent, Worker
from kiosk.services import approvals, print_runs
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.approvals import Decision
from kiosk.services.enrolment import enrol
from tests.services.at_once import acting, all_at_once, key
from tests.services.test_enrolment import entry, open_batch

ASKING = {"birth_on": date(2009, 5, 17), "approval": "asked", "approval_reason": "membantu keluarga"}
YES = Decision(agreed=True, letter_no="560/1/2026", letter_on=date(2026, 11, 20))
NO = Decision(agreed=False, reason="masih wajib sekolah")


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def asked(people, **other) -> Worker:
    by = acting(people["petugas"])
    return Worker.get(Worker.reg_no == enrol(entry=entry(**{**ASKING, **other}), client_key=key(), by=by))


def decide(people, worker, decision, name="admin") -> None:
    approvals.decide(reg_no=worker.reg_no, decision=decision, client_key=key(), by=acting(people[name]))


def test_request_holds_who_asked_and_why(people):
    worker = asked(people)
    request = approvals.request_of(worker, acting(people["admin"]))
    assert (request.state, request.age, request.of_age) == ("asked", 17, False)
    assert (request.reason, request.asked.user_name, request.decided) == (
        "membantu keluarga",
        "Petugas",
        None,
    )
    assert approvals.request_of(worker, acting(people["mitra"])) is None


@pytest.mark.parametrize(("name", "batch_no"), [("petugas", "B26-AAAAAA"), ("mitra", None)])
def test_nobody_waiting_for_approval_gets_into_a_batch(people, name, batch_no):
    open_batch(people)
    with pytest.raises(Refused):
        enrol(entry=entry(**ASKING), client_key=key(), batch_no=batch_no, by=acting(people[name]))
    assert not Worker.select().exists() and not AuditEvent.select().exists()


def test_decision_frees_the_person(people):
    worker, petugas = asked(people), acting(people["petugas"])
    with pytest.raises(Refused, match="belum disetujui Disnaker"):
        print_runs.print_cards(client_key=key(), by=petugas, reg_nos=[worker.reg_no])
    decide(people, worker, YES)
    print_runs.print_cards(client_key=key(), by=petugas, reg_nos=[worker.reg_no])
    request = approvals.request_of(Worker.get(), petugas)
    assert (request.state, request.decided_on) == ("approved", date(2026, 11, 20))


@pytest.mark.parametrize("name", ["petugas", "mitra", "auditor"])
def test_only_admin_decides(people, name):
    worker = asked(people)
    with pytest.raises(NotAllowed):
        decide(people, worker, YES, name)
    assert Worker.get().approval == "asked"


def test_what_is_approved_stays_so(people):
    worker = asked(people)
    decide(people, worker, NO)
    with pytest.raises(Refused, match="sudah diputuskan"):
        decide(people, worker, NO)
    decide(people, worker, YES)
    with pytest.raises(Refused, match="sudah diputuskan"):
        decide(people, worker, NO)
    assert Worker.get().approval == "approved"


def test_two_admins_at_once_decide_once(people):
    worker = asked(people)
    answers = all_at_once([lambda: decide(people, worker, YES)] * 3)
    assert answers.count(None) == 1
    assert AuditEvent.select().where(AuditEvent.action == "persetujuan.diberikan").count() == 1
