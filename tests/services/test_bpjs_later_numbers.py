"""BPJS has accepted somebody without a number, and names it later."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Membership, StartLetterLine, SubmissionLine, Worker
from kiosk.domain.bpjs_outcomes import CONFLICT, KNOWN, MOVED, NUMBERED
from kiosk.domain.clock import add_months, today
from kiosk.services import merges, safe, worker_search
from kiosk.services.invariants import faults
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.bpjs_desk import asked, codes, kpj, outcomes, says, take_in
from tests.services.ledger_proof import adds_up
from tests.services.member_lists import letter_of
from tests.services.test_bpjs_answer_taking import THIS, again, everything, funded, number_of, people_of

OWN = "12345678901"


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def accepted(people, admin):
    """One person whom BPJS has accepted without a number; `own` is one they had before."""

    def made(own: str | None = None) -> Worker:
        [worker] = people_of(people, 1, **({"kpj": own} if own else {}))
        funded([worker])
        asked([worker], by=admin)
        take_in([says(worker)], by=admin)
        return worker

    return made


def test_number_that_comes_later_is_the_one_in_force_and_is_written_down(accepted, admin):
    worker = accepted()
    to = take_in([says(worker, kpj=kpj(0))], by=admin)
    assert (outcomes(to), codes(to)) == ([NUMBERED], [[]])
    assert number_of(worker) == kpj(0) and adds_up()
    row = Membership.get()
    assert (row.source, row.kpj_hash) == ("answer", again(worker).kpj_hash)
    assert safe.open_text(row.kpj_sealed, safe.KPJ) == kpj(0)
    assert [one.id for one in worker_search.find(text=kpj(0), by=admin).workers] == [worker.id]
    line = AuditEvent.get(AuditEvent.action == "bpjs.kpj_dicatat")
    assert (line.subject, line.detail) == (worker.reg_no, {"pengajuan": SubmissionLine.get().submission.no})
    assert "memberships" not in {proof.invariant.code for proof in faults()}


def test_the_same_once_more_changes_nothing_and_another_contradicts(accepted, admin):
    worker = accepted()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    before = everything()
    assert outcomes(take_in([says(worker, kpj=kpj(0))], by=admin)) == [KNOWN]
    later = take_in([says(worker, kpj=kpj(9))], by=admin)
    assert (outcomes(later), codes(later)) == ([CONFLICT], [["other_kpj"]]) and everything() == before
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.kpj_dicatat").count() == 1


def test_own_number_of_before_is_kept_beside_it(accepted, admin):
    worker = accepted(OWN)
    assert outcomes(take_in([says(worker, kpj=kpj(0))], by=admin)) == [NUMBERED]
    kept = Membership.get(Membership.source == "own")
    assert safe.open_text(kept.kpj_sealed, safe.KPJ) == OWN and number_of(worker) == kpj(0)


def test_number_that_somebody_has_typed_meanwhile_is_confirmed(accepted, admin):
    worker = accepted()
    typed = {"kpj_hash": safe.index(kpj(0), safe.KPJ), "kpj_sealed": safe.seal(kpj(0), safe.KPJ)}
    Worker.update(typed).where(Worker.id == worker.id).execute()
    assert outcomes(take_in([says(worker, kpj=kpj(0))], by=admin)) == [NUMBERED]
    assert Membership.select().count() == 1 and Membership.get().kpj_hash == typed["kpj_hash"]


def test_number_unlike_one_in_force_that_bpjs_has_named_contradicts(accepted, admin):
    worker = accepted()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    city = ledger_rows.somebody("apbd")
    ledger_rows.paid_months(worker, [add_months(THIS, 6)], funder=city)
    asked([worker], by=admin, funder=city)
    SubmissionLine.update(first_month=THIS).where(SubmissionLine.state == "asked").execute()
    take_in([says(worker)], by=admin)
    before = everything()
    later = take_in([says(worker, kpj=kpj(9))], by=admin)
    assert (outcomes(later), codes(later)) == ([CONFLICT], [["other_kpj"]]) and everything() == before
    assert outcomes(take_in([says(worker, kpj=kpj(0))], by=admin)) == [NUMBERED]
    assert {bytes(row.kpj_hash) for row in Membership.select()} == {bytes(again(worker).kpj_hash)}


def test_number_beside_another_day_changes_nothing(accepted, admin):
    worker = accepted()
    before = everything()
    to = take_in([says(worker, kpj=kpj(0), on=today() - timedelta(days=2))], by=admin)
    assert (outcomes(to), codes(to)) == ([CONFLICT], [["other_day"]]) and everything() == before


def test_number_that_comes_with_the_earlier_day_of_a_letter_is_taken_over_too(accepted, admin):
    worker = accepted()
    letter_of(worker.reg_no, THIS)
    sooner = today() - timedelta(days=2)
    assert outcomes(take_in([says(worker, kpj=kpj(0), on=sooner)], by=admin)) == [MOVED]
    assert number_of(worker) == kpj(0) and StartLetterLine.get().answered_from == sooner and adds_up()
    row = Membership.get()
    assert (row.effective_on, row.kpj_hash) == (sooner, again(worker).kpj_hash)


def test_accepted_and_numbered_in_one_file_under_two_niks_is_one_membership(people, admin):

    wrong, right = people_of(people, 2)
    funded([wrong])
    asked([wrong], by=admin)
    slip, real = (safe.open_text(one.nik_sealed, safe.NIK) for one in (wrong, right))
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="ganda", client_key=key(), by=admin)
    to = take_in([says(wrong, nik=slip), says(wrong, nik=real, kpj=kpj(0))], by=admin)
    assert outcomes(to) == ["accepted", NUMBERED] and number_of(right) == kpj(0)
    assert Membership.select().count() == 1
