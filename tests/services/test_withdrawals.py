"""One transaction ends a consent with all that hangs on it; nobody slips a month in beside it."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import (
    Attachment,
    AuditEvent,
    Batch,
    BatchRow,
    Card,
    Commitment,
    Consent,
    CoverageMonth,
    Funder,
    Worker,
)
from kiosk.domain.clock import months_from
from kiosk.files.vault import VaultError
from kiosk.services import (
    batch_rows,
    consent_again,
    freezing,
    ledger,
    loose_papers,
    photos,
    print_runs,
    safe,
    withdrawals,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.enrolment import enrol
from kiosk.services.once import KeyInUse
from tests.ledger_rows import live_months, pay, pay_and_confirm
from tests.services.at_once import acting, all_at_once, key
from tests.services.test_enrolment import entry
from tests.web.desk import portrait

DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def worker(petugas) -> Worker:
    return Worker.get(Worker.reg_no == enrol(entry=entry(), client_key=key(), by=petugas))


def batch(people, no: str, first: date, months: int) -> Batch:
    with writing():
        return Batch.create(
            no=no,
            company=people["mitra"].company,
            name="Uji",
            first_month=first,
            months=months,
            created_by_id=people["petugas"].id,
        )


def fund(into: Batch, worker: Worker) -> None:
    with writing():
        batch_rows.plan(into, [worker])
        BatchRow.create(batch=into, number=1, worker=worker, state="ready")


def withdraw(worker: Worker, by, **other) -> None:
    withdrawals.withdraw(**{"reg_no": worker.reg_no, "reason": "", "client_key": key(), "by": by, **other})


def test_paid_months_stay_and_unpaid_ones_are_released(people, petugas, worker):
    fund(batch(people, "B26-AAAAAA", DECEMBER, 3), worker)
    fund(batch(people, "B26-BBBBBB", date(2027, 3, 1), 1), worker)
    pay(live_months(CoverageMonth.month == DECEMBER))
    print_runs.print_cards(client_key=key(), by=petugas, reg_nos=[worker.reg_no])
    withdraw(worker, petugas, reason="pindah kota")
    assert [row.month for row in ledger.live_months(worker.id)] == [DECEMBER]
    released = CoverageMonth.select().where(CoverageMonth.released_at.is_null(False))
    assert [row.month for row in released.order_by(CoverageMonth.month)] == months_from(date(2027, 1, 1), 3)
    assert {row.released_why for row in released} == {"withdrawn"}
    assert [bool(one.ended_at) for one in Commitment.select().order_by(Commitment.id)] == [False, True]
    assert [row.state for row in BatchRow.select().order_by(BatchRow.id)] == ["ready", "withdrawn"]
    card, consent, row = Card.get(), Consent.get(), Worker.get_by_id(worker.id)
    assert (bool(card.void_at), card.void_reason) == (True, "persetujuan ditarik")
    assert (consent.revoked_by_id, consent.revoke_reason) == (petugas.user_id, "pindah kota")
    assert row.frozen_at and row.frozen_by_id == petugas.user_id
    line = AuditEvent.get(AuditEvent.action == "persetujuan.ditarik")
    assert (line.subject, line.detail) == (worker.reg_no, {"alasan": "pindah kota", "bulan_dilepas": 3})


def test_what_the_page_foretells_is_what_happens(people, petugas, worker):
    fund(batch(people, "B26-AAAAAA", DECEMBER, 3), worker)
    pay_and_confirm(live_months(CoverageMonth.month == DECEMBER))
    told = withdrawals.consequences(reg_no=worker.reg_no, by=petugas)
    withdraw(worker, petugas)
    assert [part.months for part in told.kept] == [[row.month for row in ledger.live_months(worker.id)]]
    assert told.released[0].months == [date(2027, 1, 1), date(2027, 2, 1)]
    assert told.agreed and not withdrawals.consequences(reg_no=worker.reg_no, by=petugas).agreed


def test_other_people_of_the_batch_keep_everything(people, petugas, worker):
    other = Worker.get(
        Worker.reg_no == enrol(entry=entry(2, name="Orang Lain"), client_key=key(), by=petugas)
    )
    both = batch(people, "B26-AAAAAA", DECEMBER, 2)
    with writing():
        batch_rows.plan(both, [worker, other])
        for number, one in enumerate((worker, other), 1):
            BatchRow.create(batch=both, number=number, worker=one, state="ready")
    withdraw(worker, petugas)
    assert len(ledger.live_months(other.id)) == 2 and not ledger.live_months(worker.id)
    assert {row.worker_id: row.state for row in BatchRow.select()} == {
        worker.id: "withdrawn",
        other.id: "ready",
    }
    assert not Commitment.get(Commitment.worker == other).ended_at
    assert not Consent.get(Consent.worker == other).revoked_at


def test_fault_on_the_way_leaves_everything_as_it_was(people, petugas, worker, monkeypatch):
    fund(batch(people, "B26-AAAAAA", DECEMBER, 1), worker)

    def broken(worker):
        raise RuntimeError("power cut")

    monkeypatch.setattr(withdrawals, "_void_card", broken)
    with pytest.raises(RuntimeError):
        withdraw(worker, petugas)
    assert Consent.get().revoked_at is None and Worker.get().frozen_at is None
    assert len(ledger.live_months(worker.id)) == 1 and BatchRow.get().state == "ready"


def test_same_form_again_does_nothing_more_and_another_is_refused(petugas, worker):
    once = key()
    withdraw(worker, petugas, client_key=once)
    withdraw(worker, petugas, client_key=once)
    assert AuditEvent.select().where(AuditEvent.action == "persetujuan.ditarik").count() == 1
    with pytest.raises(KeyInUse):
        withdraw(worker, petugas, client_key=once, reason="lain")
    with pytest.raises(Refused, match="tidak punya persetujuan"):
        withdraw(worker, petugas)


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor"])
def test_stranger_changes_nothing(people, worker, name):
    with pytest.raises(NotAllowed):
        withdraw(worker, acting(people[name]))
    assert Consent.get().revoked_at is None


def test_withdrawal_and_a_batch_at_the_same_moment_leave_no_month_of_a_frozen_person(people, petugas, worker):
    """Whichever comes first: the batch's month is released, or the batch does not get the person."""
    into = batch(people, "B26-AAAAAA", DECEMBER, 1)

    def take_in():
        with writing():
            batch_rows.plan(into, [Worker.get_by_id(worker.id)])

    answers = all_at_once([lambda: withdraw(worker, petugas), take_in])
    assert all(isinstance(answer, Refused) for answer in answers if isinstance(answer, Exception)), answers
    assert Worker.get().frozen_at and not ledger.live_months(worker.id), answers


def test_new_consent_opens_what_the_withdrawal_froze_and_months_stay_released(people, petugas, worker):
    fund(batch(people, "B26-AAAAAA", DECEMBER, 1), worker)
    withdraw(worker, petugas)
    consent_again.agree_again(reg_no=worker.reg_no, how="self", client_key=key(), by=petugas)
    assert Worker.get().frozen_at is None and not ledger.live_months(worker.id)
    fund(batch(people, "B26-BBBBBB", DECEMBER, 1), Worker.get())
    assert [row.funder.kind for row in CoverageMonth.select(CoverageMonth, Funder).join(Funder)] == [
        "csr",
        "csr",
    ]


def test_freeze_of_another_cause_outlives_a_new_consent(people, petugas, worker):
    freezing.freeze(
        reg_no=worker.reg_no,
        asker="disnaker",
        reason="sengketa",
        client_key=key(),
        by=acting(people["admin"]),
    )
    withdraw(worker, petugas)
    assert Worker.get().frozen_reason == "sengketa"
    consent_again.agree_again(reg_no=worker.reg_no, how="self", client_key=key(), by=petugas)
    assert Worker.get().frozen_reason == "sengketa" and Worker.get().frozen_at


def test_photograph_goes_with_the_consent_row_and_file(worker, petugas):
    photos.keep_photo(reg_no=worker.reg_no, photo=portrait(), client_key=key(), by=petugas)
    path = Attachment.get().path
    assert withdrawals.consequences(reg_no=worker.reg_no, by=petugas).has_photo
    withdraw(worker, petugas)
    assert not photos.has_photo(worker.id)
    with time_machine.travel("2026-11-23 03:00:00"):
        assert loose_papers.delete_left_over() == 1
    with pytest.raises(VaultError):
        safe.file_content(path, photos.PHOTO)
