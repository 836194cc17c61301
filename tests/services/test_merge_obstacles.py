"""What is to be settled before a merge: a withdrawal, a freeze, an approval. None of them is lost by it."""

from datetime import date, timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, BatchRow, Consent, CoverageMonth, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import (
    consent_again,
    cover_ends,
    death_reversals,
    deaths,
    freezing,
    invariants_people,
    merge_obstacles,
    withdrawals,
    worker_rights,
)
from kiosk.services.acting import Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.invariant_proofs import prove
from kiosk.services.merge_pages import file_of
from kiosk.services.merge_plans import plan_of
from tests.ledger_rows import bill, live_months, pay, submit
from tests.services.at_once import key
from tests.services.test_merges import MONTH, funded, in_batch, live, merged, now
from tests.services.two_numbers import enrolled

TODAY = date(2026, 11, 21)


def freeze(worker: Worker, by, asker: str = freezing.PERSON, reason: str = "diminta") -> None:
    freezing.freeze(reg_no=worker.reg_no, asker=asker, reason=reason, client_key=key(), by=by)


def unfreeze(worker: Worker, by) -> None:
    freezing.unfreeze(reg_no=worker.reg_no, reason="beres", present=True, client_key=key(), by=by)


def withdraw(worker: Worker, by) -> None:
    withdrawals.withdraw(reg_no=worker.reg_no, reason="", client_key=key(), by=by)


def agree_again(worker: Worker, by) -> None:
    consent_again.agree_again(reg_no=worker.reg_no, how="self", client_key=key(), by=by)


def wait_for_approval(worker: Worker, state: str = "asked") -> None:
    Worker.update(approval=state, birth_on=date(utc_now().year - 15, 1, 1)).where(
        Worker.id == worker.id
    ).execute()


def died(worker: Worker, day: date, by) -> None:
    cover_ends.end_cover(reg_no=worker.reg_no, why=cover_ends.DIED, last_day=day, client_key=key(), by=by)


def let_go_but_keep_the_place() -> None:
    """As rows of the first version are, in which a place did not follow its months."""
    months = live_months()
    with writing(), changing([row.worker_id for row in months]) as changes:
        changes.release([row.id for row in months], why="hold")


def refused(wrong: Worker, right: Worker, by, words: str) -> None:
    """Nothing has moved, and the page says the same before the button."""
    before = live(wrong), live(right)
    with pytest.raises(Refused, match=words) as refusal:
        merged(wrong, right, by)
    assert "%(" not in str(refusal.value)
    assert now(wrong).merged_into_id is None
    assert (live(wrong), live(right)) == before
    file = file_of(worker=now(right), other=wrong.reg_no)
    assert str(file.obstacles[0]) == str(refusal.value)


def test_nothing_stands_in_the_way_of_two_ordinary_registrations(wrong, right, admin):
    funded(wrong, [MONTH])
    assert merge_obstacles.obstacle(plan_of(now(wrong), now(right))) is None


def test_planned_months_do_not_land_on_a_frozen_one_until_the_freeze_is_open(wrong, right, admin, petugas):
    funded(wrong, [MONTH])
    freeze(right, petugas)
    refused(wrong, right, admin, f"{right.reg_no} sedang dibekukan, sedangkan {wrong.reg_no} membawa bulan")
    unfreeze(right, admin)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd")]


@pytest.mark.parametrize("on_its_way", [bill, submit])
def test_a_billed_month_that_would_oust_a_planned_one_is_not_paid_either(
    wrong, right, admin, petugas, on_its_way
):
    on_its_way(funded(wrong, [MONTH], kind="asn"))
    funded(right, [MONTH], kind="apbd")
    freeze(right, petugas)
    refused(wrong, right, admin, "sedang dibekukan")


def test_place_in_a_batch_does_not_land_on_a_frozen_one(wrong, right, admin, petugas, people):
    in_batch(people, wrong, no="B26-AAAAAA")
    let_go_but_keep_the_place()
    freeze(right, petugas)
    refused(wrong, right, admin, "tempat dalam batch")
    assert BatchRow.get().worker_id == wrong.id


def test_paid_months_and_their_place_go_over_to_a_frozen_one(wrong, right, admin, petugas, people):
    in_batch(people, wrong, no="B26-AAAAAA", months=1)
    pay(live_months())
    freeze(right, petugas)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "csr")]
    assert (BatchRow.get().worker_id, BatchRow.get().state) == (right.id, "ready")


def test_both_frozen_with_planned_months_are_both_opened_first(wrong, right, admin, petugas):
    funded(wrong, [MONTH])
    freeze(wrong, petugas)
    freeze(right, petugas)
    refused(wrong, right, admin, "pembekuan keduanya")
    for worker in (wrong, right):
        unfreeze(worker, admin)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd")]


def test_frozen_wrong_one_with_planned_months_is_opened_rather_than_the_right_one_frozen(
    wrong, right, admin, petugas
):
    funded(wrong, [MONTH])
    freeze(wrong, petugas)
    refused(wrong, right, admin, f"{wrong.reg_no} sedang dibekukan.*Buka dulu pembekuannya")


@pytest.mark.parametrize("state", ["asked", "refused"])
def test_planned_months_do_not_land_on_who_waits_for_an_approval(wrong, right, admin, state):
    funded(wrong, [MONTH])
    wait_for_approval(right, state)
    refused(wrong, right, admin, "belum disetujui Disnaker")
    Worker.update(approval="approved").where(Worker.id == right.id).execute()
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd")]


def test_who_waits_for_an_approval_takes_over_what_is_paid(wrong, right, admin):
    pay(funded(wrong, [MONTH]))
    wait_for_approval(right)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "apbd")]


def test_withdrawal_under_the_wrong_number_is_not_forgotten(wrong, right, admin, petugas):
    withdraw(wrong, petugas)
    freeze(right, petugas)
    refused(wrong, right, admin, "Tarik dulu persetujuan pada nomor yang berlaku")
    withdraw(right, petugas)
    merged(wrong, right, admin)
    assert worker_rights.withdrawn_at(now(right))
    with pytest.raises(Refused, match="menarik persetujuannya"):
        unfreeze(right, admin)


def test_funded_wrong_one_does_not_undo_the_right_one_s_withdrawal(wrong, right, admin, petugas):
    funded(wrong, [MONTH])
    withdraw(right, petugas)
    refused(wrong, right, admin, f"Persetujuan pada {right.reg_no} sudah ditarik")
    withdraw(wrong, petugas)
    merged(wrong, right, admin)
    assert live(right) == []
    assert not Consent.select().where(Consent.revoked_at.is_null()).exists()


def test_withdrawn_one_keeps_the_paid_months_of_the_other(wrong, right, admin, petugas, people):
    in_batch(people, wrong, no="B26-AAAAAA")
    pay(live_months(CoverageMonth.month == MONTH))
    for worker in (right, wrong):
        withdraw(worker, petugas)
    merged(wrong, right, admin)
    assert live(right) == [(MONTH, "csr")]
    assert BatchRow.get().worker_id == right.id


def test_who_agreed_again_under_the_wrong_number_may_be_merged(wrong, right, admin, petugas):
    withdraw(wrong, petugas)
    agree_again(wrong, petugas)
    merged(wrong, right, admin)
    assert worker_rights.withdrawn_at(now(right)) is None


def test_disnaker_s_freeze_stays_over_the_person_s_own(wrong, right, admin, petugas):
    freeze(wrong, admin, freezing.AUTHORITY, "perkara berjalan")
    freeze(right, petugas)
    merged(wrong, right, admin)
    assert now(right).frozen_reason == "perkara berjalan"
    line = AuditEvent.select().where(
        AuditEvent.action == "pekerja.dibekukan", AuditEvent.subject == right.reg_no
    )
    assert [one.detail["peminta"] for one in line.order_by(AuditEvent.id)] == ["self", "disnaker"]
    with pytest.raises(Refused, match="Hanya admin"):
        unfreeze(right, petugas)
    unfreeze(right, admin)
    assert now(right).frozen_at is None


def test_disnaker_s_freeze_of_the_right_one_stays_as_it_is(wrong, right, admin, petugas):
    freeze(wrong, petugas)
    freeze(right, admin, freezing.AUTHORITY, "perkara berjalan")
    merged(wrong, right, admin)
    assert now(right).frozen_reason == "perkara berjalan"
    with pytest.raises(Refused, match="Hanya admin"):
        unfreeze(right, petugas)


def test_disnaker_s_freeze_is_not_opened_by_a_new_consent_after_the_merge(wrong, right, admin, petugas):
    freeze(wrong, admin, freezing.AUTHORITY, "perkara berjalan")
    for worker in (wrong, right):
        withdraw(worker, petugas)
    merged(wrong, right, admin)
    agree_again(right, petugas)
    assert now(right).frozen_at
    with pytest.raises(Refused, match="Hanya admin"):
        unfreeze(right, petugas)


def test_freeze_that_went_over_goes_over_again(wrong, right, admin, petugas):
    third = enrolled(petugas, 3)
    freeze(wrong, admin, freezing.AUTHORITY)
    for worker in (right, third):
        freeze(worker, petugas)
    merged(wrong, right, admin)
    merged(right, third, admin)
    assert freezing.asked_by(third.reg_no) == freezing.AUTHORITY


def test_freezes_alike_stay_as_the_right_one_s(wrong, right, admin, petugas):
    freeze(wrong, petugas, reason="satu")
    freeze(right, petugas, reason="dua")
    merged(wrong, right, admin)
    assert now(right).frozen_reason == "dua"
    assert AuditEvent.select().where(AuditEvent.action == "pekerja.dibekukan").count() == 2


def test_who_died_on_two_days_is_settled_first_and_then_has_died_on_one(wrong, right, petugas, admin):
    Worker.update(enrolled_on=today() - timedelta(days=9)).execute()
    died(wrong, today(), petugas)
    died(right, today() - timedelta(days=1), petugas)
    refused(now(wrong), now(right), admin, "Hari wafat pada kedua nomor tidak sama")
    death_reversals.take_back(reg_no=right.reg_no, reason="salah hari", client_key=key(), by=admin)
    died(right, today(), petugas)
    merged(now(wrong), now(right), admin)
    assert (now(right).died_on, deaths.death_of(now(right)).day) == (today(), today())
    assert [proof.named for proof in map(prove, invariants_people.INVARIANTS) if proof.broken] == []
