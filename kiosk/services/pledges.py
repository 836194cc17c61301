"""A civil servant takes a worker on: reserved for some days, bound when the mandate is signed, confirmed when the
department has verified it. One live pledge for each worker; whoever comes second is told so.

Order of holding: donor, mandate → people → months (coverage_changes)."""

from db.connection import held
from db.models import CoverageMonth, Donor, Mandate, Pledge, Worker
from kiosk.services import pledge_endings, pledge_months, releases
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import changing
from kiosk.services.pledge_conditions import (
    MOST_PICKS,
    SCHEME,
    AlreadyTaken,
    admitted,
    has_room,
    has_verified,
    require_fit,
    require_other,
    require_room,
    require_waiting,
)
from kiosk.services.pledge_reservations import ASN, funder, reserve, reserve_held

__all__ = [
    "ASN", "MOST_PICKS", "SCHEME", "AlreadyTaken", "admitted", "bind", "confirm", "end", "funder", "has_room",
    "has_verified", "join", "live_under", "require_fit", "require_other", "require_room", "require_waiting", "reserve",
    "reserve_held", "reserved_by",
]  # fmt: skip


def bind(*, mandate: Mandate, by: Actor) -> list[Pledge]:
    """In the caller's transaction, which holds donor and mandate: what the donor has reserved comes under it, at its
    plan, until the department has verified it or hold_days_mandate are over. Answers with them."""
    with changing([one.worker_id for one in _reserved(mandate.donor_id)]) as changes:
        pledges = list(_reserved(mandate.donor_id).order_by(Pledge.id))  # some may have run out a moment ago
        ids = [one.id for one in pledges]
        pledge_months.set_plan(pledges, mandate.plan, changes)
        until = mandate.held_until
        changes.hold(_unpaid_ids(pledges), until=until)
        Pledge.update(mandate=mandate.id, held_until=until).where(Pledge.id.in_(ids)).execute()
    return pledges


def confirm(*, mandate: Mandate) -> None:
    """In the caller's transaction, which holds the mandate: its people are held no more but funded, month by month."""
    pledges = live_under(mandate)
    with changing([one.worker_id for one in pledges]) as changes:
        changes.hold(_unpaid_ids(pledges), until=None)
        Pledge.update(held_until=None).where(Pledge.id.in_([one.id for one in pledges])).execute()
        pledge_months.go_on(live_under(mandate), changes, missed_before=pledge_months.next_debit_month())


def join(*, mandate: Mandate, pledge: Pledge) -> None:
    """In the caller's transaction, which holds the mandate: a replacement comes under a mandate that goes on and whose
    limit holds for one more."""
    with changing([pledge.worker_id]) as changes:
        pledge_months.set_plan([pledge], mandate.plan, changes)
        changes.hold(_unpaid_ids([pledge]), until=mandate.held_until)
    Pledge.update(mandate=mandate.id, held_until=mandate.held_until).where(Pledge.id == pledge.id).execute()


def end(pledges: list[Pledge], *, why: str, release_why: str, by: Actor) -> int:
    """In the caller's transaction: these pledges are over, and the unpaid months of their people are let go; what is
    paid stays. Answers with how many months."""
    pledges = [one for one in pledges if one.ended_at is None]
    with changing([one.worker_id for one in pledges]) as changes:
        months = list(held(_unpaid(pledges).order_by(CoverageMonth.id)))
        if months:
            releases.release(months, why=release_why, by=by, changes=changes)
        pledge_endings.close(pledges, why=why)
    return len(months)


def live_under(mandate: Mandate) -> list[Pledge]:
    """Whom this mandate is for now, with their workers, in the order in which they came."""
    rows = Pledge.select(Pledge, Worker).join(Worker)
    return list(rows.where(Pledge.mandate == mandate, Pledge.ended_at.is_null()).order_by(Pledge.id))


def reserved_by(donor: Donor) -> list[Pledge]:
    """What nothing is signed for yet, with their workers."""
    return list(_reserved(donor.id).order_by(Pledge.id))


def _reserved(donor_id: int):
    rows = Pledge.select(Pledge, Worker).join(Worker)
    return rows.where(Pledge.donor == donor_id, Pledge.mandate.is_null(), Pledge.ended_at.is_null())


def _unpaid(pledges: list[Pledge]):
    """The query of the months nobody has paid yet, of these pledges' commitments."""
    return CoverageMonth.select().where(
        CoverageMonth.commitment.in_([one.commitment_id for one in pledges if one.commitment_id]),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )


def _unpaid_ids(pledges: list[Pledge]) -> list[int]:
    return [row.id for row in _unpaid(pledges)]
