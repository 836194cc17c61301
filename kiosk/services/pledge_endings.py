"""A pledge ends: by a use of its own (pledges.end), or because the months it stands for are let go."""

from collections.abc import Iterable

from peewee import fn

from db.models import Commitment, CoverageMonth, Mandate, Pledge
from kiosk.domain import mandates
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import utc_now
from kiosk.services import pledge_notices
from kiosk.services.portions import in_chunks

COMMITMENTS_AT_ONCE = 500

# Why months were let go (services/releases) → why the pledge ends with the last of them. What BPJS rejected is mended
# and asked for again: the bond stays.
_ENDED_BY = {
    "hold": reasons.HOLD,
    "died": reasons.DIED,
    "stopped": reasons.STOPPED,
    "transferred": reasons.FUNDED,
}


def follow(commitment_ids: Iterable[int], *, why: str) -> None:
    """In the caller's transaction, after months of these commitments were let go: reservations whose time ran out and
    bonds with somebody who has died or stopped are over. What a verified mandate stands for is held by no time."""
    if why not in _ENDED_BY:
        return
    for chunk in in_chunks(sorted(set(commitment_ids)), COMMITMENTS_AT_ONCE):
        rows = Pledge.select().where(Pledge.commitment.in_(chunk), Pledge.ended_at.is_null())
        if why == "hold":
            rows = rows.where(
                Pledge.held_until.is_null(False), ~fn.EXISTS(_live_months_of(Pledge.commitment))
            )
        close(list(rows), why=_ENDED_BY[why])


def end_with_worker(worker_id: int, *, why: str) -> None:
    """In the caller's transaction, which holds this person: nobody can pay for them any more, whatever months stand."""
    close(list(Pledge.select().where(Pledge.worker == worker_id, Pledge.ended_at.is_null())), why=why)


def close(pledges: list[Pledge], *, why: str) -> None:
    """In the caller's transaction: over, and no month follows the last that stands. A mandate that was signed and not
    verified ends with the last of its people. The donor is told what they have not done themselves."""
    if not pledges:
        return
    Pledge.update(ended_at=utc_now(), ended_why=why, held_until=None).where(
        Pledge.id.in_([one.id for one in pledges]), Pledge.ended_at.is_null()
    ).execute()
    commitments = [one.commitment_id for one in pledges if one.commitment_id]
    last = CoverageMonth.select(fn.MAX(CoverageMonth.month)).where(
        CoverageMonth.commitment == Commitment.id, CoverageMonth.released_at.is_null()
    )
    Commitment.update(last_month=fn.COALESCE(last, Commitment.first_month)).where(
        Commitment.id.in_(commitments), Commitment.last_month.is_null()
    ).execute()
    _end_empty_mandates([one.mandate_id for one in pledges if one.mandate_id])
    if why in reasons.TOLD:
        pledge_notices.ended({one.donor_id for one in pledges})


def _end_empty_mandates(mandate_ids: list[int]) -> None:
    live = Pledge.select(Pledge.id).where(Pledge.mandate == Mandate.id, Pledge.ended_at.is_null())
    Mandate.update(state=mandates.ENDED, held_until=None).where(
        Mandate.id.in_(mandate_ids), Mandate.state == mandates.SIGNED, ~fn.EXISTS(live)
    ).execute()


def _live_months_of(commitment):
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.commitment == commitment, CoverageMonth.released_at.is_null()
    )
