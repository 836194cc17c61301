"""What a person may ask of us about their own data (UU 27/2022), as their page shows it, and who may do it for them:
an officer in whose scope they are, and admin."""

from dataclasses import dataclass
from datetime import datetime

from db.connection import held
from db.models import Consent, Worker
from kiosk.services import access, one_worker, standing
from kiosk.services.acting import Actor, Refused

MAY_ACT = ("petugas", "admin")


@dataclass(frozen=True)
class Rights:
    """`reason` and `frozen_by` are empty for who may not act: a company learns that a person is frozen, not why.
    `withdrawn_at` is when the last consent was withdrawn, None while one is in force."""

    may_act: bool
    frozen_at: datetime | None
    reason: str
    frozen_by: str
    withdrawn_at: datetime | None


def rights_of(worker: Worker, by: Actor) -> Rights:
    """For a worker whom the reader may see; one query, two for who is frozen."""
    tells = by.role in (*MAY_ACT, "auditor")
    frozen = worker.frozen_at if not worker.merged_into_id else None
    return Rights(
        may_act=by.role in MAY_ACT and not worker.merged_into_id,
        frozen_at=frozen,
        reason=(worker.frozen_reason or "") if frozen and tells else "",
        frozen_by=worker.frozen_by.name if frozen and tells and worker.frozen_by_id else "",
        withdrawn_at=withdrawn_at(worker) if tells else None,
    )


def living_consents(worker: Worker) -> list[Consent]:
    return list(_consents(worker).where(Consent.revoked_at.is_null()))


def withdrawn_at(worker: Worker) -> datetime | None:
    """When this person's consent ended; None while one is in force, or where none was ever kept."""
    ended = [consent.revoked_at for consent in _consents(worker)]
    return max(ended) if ended and None not in ended else None


def _consents(worker: Worker):
    return Consent.select().where(Consent.worker == worker).order_by(Consent.id)


def worker_seen_by(by: Actor, reg_no: str) -> Worker:
    """Raises NotThere, NotAllowed, MovedTo for a number that was merged into another."""
    return one_worker.current_seen_by(by, one_worker.numbered(reg_no))


def worker_to_change(by: Actor, reg_no: str) -> Worker:
    """The worker's row, held until the caller's transaction ends. Raises NotThere, NotAllowed, Refused for a number
    that was merged into another."""
    access.require(by.role in MAY_ACT)
    worker = one_worker.seen_by(by, held(one_worker.numbered(reg_no)))
    if worker.merged_into_id:
        raise Refused(standing.MERGED)
    return worker
