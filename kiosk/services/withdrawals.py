"""A person takes back the consent to use their data: what is planned and unpaid ends, what is paid stays."""

from dataclasses import dataclass

from db.models import BatchRow, Card, Commitment, Consent, CoverageMonth, Worker
from kiosk.domain import pledges as pledge_reasons
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import (
    audit,
    batch_places,
    cards,
    ledger,
    photos,
    pledge_endings,
    releases,
    worker_rights,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.freezing import mark_frozen
from kiosk.services.funded_months import FundedMonths, by_funder
from kiosk.services.once import once

CARD_REASON = "persetujuan ditarik"
FROZEN_REASON = "Persetujuan ditarik."
NOTHING_TO_WITHDRAW = N_("Orang ini tidak punya persetujuan yang masih berlaku, maka tidak ada yang ditarik.")


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal would do today. `card` is the one that would be void; `agreed` is whether a consent is in
    force at all."""

    worker: Worker
    released: list[FundedMonths]
    kept: list[FundedMonths]
    protection: object
    card: Card | None
    has_photo: bool
    agreed: bool


def consequences(*, reg_no: str, by: Actor) -> Consequences:
    """Raises NotThere, NotAllowed."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    months = ledger.live_months(worker.id)
    return Consequences(
        worker=worker,
        released=by_funder(row for row in months if ledger.is_unpaid(row)),
        kept=by_funder(row for row in months if not ledger.is_unpaid(row)),
        protection=ledger.protection(months),
        card=cards.live_card(worker.id),
        has_photo=photos.has_photo(worker.id),
        agreed=bool(worker_rights.living_consents(worker)),
    )


def withdraw(*, reg_no: str, reason: str, client_key: str, by: Actor) -> None:
    """End every consent of this person with all that hangs on it, in one transaction. Nobody needs a reason to
    withdraw: it may be empty. Raises NotThere, NotAllowed, Refused when there is no consent to withdraw, KeyInUse."""
    content = {"worker": reg_no, "reason": reason}
    once(
        key=client_key,
        purpose="withdrawal",
        content=content,
        by=by,
        make=lambda: _withdraw(reg_no, reason, by),
    )


def _withdraw(reg_no: str, reason: str, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    _end_consents(worker, reason, by)
    if not worker.frozen_at:
        mark_frozen(worker, reason=FROZEN_REASON, by=by)
    released = _release_unpaid(worker, by)
    _leave_batches(worker)
    _void_card(worker)
    photos.let_go(worker.id, by=by)  # nothing that is paid needs it (UU 27/2022: end of processing)
    audit.record(
        "persetujuan.ditarik", by=by, kind="pekerja", subject=reg_no, alasan=reason, bulan_dilepas=released
    )
    return reg_no


def _end_consents(worker: Worker, reason: str, by: Actor) -> None:
    ended = {"revoked_at": utc_now(), "revoked_by": by.user_id, "revoke_reason": reason or None}
    living = (Consent.worker == worker.id) & Consent.revoked_at.is_null()
    if not Consent.update(**ended).where(living).execute():
        raise Refused(NOTHING_TO_WITHDRAW)


def _release_unpaid(worker: Worker, by: Actor) -> int:
    """How many months the worker is no longer held for."""
    unpaid = [row for row in ledger.live_months(worker.id) if ledger.is_unpaid(row)]
    with changing([worker.id]) as changes:
        releases.release(unpaid, why=releases.WITHDRAWN, by=by, changes=changes)
        pledge_endings.end_with_worker(worker.id, why=pledge_reasons.UNAVAILABLE)
    return len(unpaid)


def _leave_batches(worker: Worker) -> None:
    """The company no longer sees a person for whom it has paid nothing."""
    kept = (
        Commitment.select(Commitment.batch)
        .join(CoverageMonth)
        .where(
            CoverageMonth.worker == worker.id,
            CoverageMonth.released_at.is_null(),
            Commitment.batch.is_null(False),
        )
    )
    BatchRow.update(state=releases.WITHDRAWN).where(
        BatchRow.worker == worker.id,
        BatchRow.state.in_((batch_places.READY, batch_places.RELEASED)),
        BatchRow.batch.not_in(kept),
    ).execute()


def _void_card(worker: Worker) -> None:
    Card.update(void_at=utc_now(), void_reason=CARD_REASON).where(
        Card.worker == worker.id, Card.void_at.is_null()
    ).execute()
