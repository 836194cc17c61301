"""What a death that is taken back means for the claims: one of a death is closed as wrong, one of an accident is of an
accident again. What BPJS has granted already is settled with BPJS first."""

from db.connection import held
from db.models import Claim, Worker
from kiosk.domain import claims
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services.acting import Actor, Refused
from kiosk.services.claim_steps import append

GRANTED = (claims.APPROVED, claims.PAID)
GRANTED_ALREADY = N_(
    "BPJS sudah menyetujui atau membayar klaim kematian %(no)s. Selesaikan dulu klaim itu dengan BPJS."
)


def live_of(worker: Worker):
    """The query of the claims of this person's death that are not closed as wrong."""
    return Claim.select().where(
        Claim.worker == worker.id, Claim.kind.in_(claims.DEATHS), Claim.state != claims.CLOSED_WRONG
    )


def take_back(worker: Worker, *, reason: str, by: Actor) -> None:
    """In the transaction that takes the death back (death_reversals), which holds the person. Raises Refused."""
    for claim in held(live_of(worker)):
        if claim.state in GRANTED:
            raise Refused(GRANTED_ALREADY, no=claim.no)
        if claim.kind == claims.DEATH:
            append(claim, by, state=claims.CLOSED_WRONG, on_day=today(), note=reason)
        else:
            append(claim, by, state=claim.state, kind=claims.ACCIDENT, on_day=today(), note=reason)
