"""A person takes back the consent to use their data: what is planned and unpaid ends, what is paid stays."""

from dataclasses import dataclass
from datetime import date

from db.models import BatchRow, Card, Commitment, Consent, CoverageMonth, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, cards, ledger, photos, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.freezing import mark_frozen
from kiosk.services.once import once
from kiosk.services.worker_strip import funder_words

WITHDRAWN = "withdrawn"
CARD_REASON = "persetujuan ditarik"
FROZEN_REASON = "Persetujuan ditarik."
NOTHING_TO_WITHDRAW = N_("Orang ini tidak punya persetujuan yang masih berlaku, maka tidak ada yang ditarik.")


@dataclass(frozen=True)
class FundedMonths:
    """Who pays, in words, and which months (first days), oldest first."""

    funder: str
    months: list[date]


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
        released=_by_funder([row for row in months if ledger.is_unpaid(row)]),
        kept=_by_funder([row for row in months if not ledger.is_unpaid(row)]),
        protection=ledger.protection(months),
        card=cards.live_card(worker.id),
        has_photo=photos.has_photo(worker.id),
        agreed=bool(worker_rights.living_consents(worker)),
    )


def _by_funder(rows: list[CoverageMonth]) -> list[FundedMonths]:
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(funder_words(row.funder), []).append(row.month)
    return [FundedMonths(funder, months) for funder, months in found.items()]


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
    released = _release_unpaid(worker)
    _end_empty_commitments(worker)
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


def _release_unpaid(worker: Worker) -> int:
    """How many months the worker is no longer held for."""
    unpaid = CoverageMonth.paid_on.is_null() & CoverageMonth.effective_on.is_null()
    return (
        CoverageMonth.update(released_at=utc_now(), released_why=WITHDRAWN)
        .where(CoverageMonth.worker == worker.id, CoverageMonth.released_at.is_null(), unpaid)
        .execute()
    )


def _end_empty_commitments(worker: Worker) -> None:
    Commitment.update(ended_at=utc_now()).where(
        Commitment.worker == worker.id,
        Commitment.ended_at.is_null(),
        Commitment.id.not_in(_still_kept(worker, Commitment.id)),
    ).execute()


def _leave_batches(worker: Worker) -> None:
    """The company no longer sees a person for whom it has paid nothing."""
    BatchRow.update(state=WITHDRAWN).where(
        BatchRow.worker == worker.id,
        BatchRow.state == "ready",
        BatchRow.batch.not_in(_still_kept(worker, Commitment.batch).where(Commitment.batch.is_null(False))),
    ).execute()


def _still_kept(worker: Worker, column):
    """`column` of the worker's commitments of which a month is left."""
    kept = (CoverageMonth.worker == worker.id) & CoverageMonth.released_at.is_null()
    return Commitment.select(column).join(CoverageMonth).where(kept)


def _void_card(worker: Worker) -> None:
    Card.update(void_at=utc_now(), void_reason=CARD_REASON).where(
        Card.worker == worker.id, Card.void_at.is_null()
    ).execute()
