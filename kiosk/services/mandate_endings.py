"""What ends with a mandate: months that no debit will pay are let go and their people wait again; the bonds end as soon
as no debit follows. What is paid stays, and so does what the bank was asked to debit before the day."""

from datetime import date

from db.connection import held, writing
from db.models import CoverageMonth, DebitItem, DebitLine, DebitRun, Donor, Mandate, Pledge
from kiosk.domain import debits, mandates
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import first_of_month, today
from kiosk.services import mandate_notices, pledge_endings, pledges, releases
from kiosk.services.acting import SYSTEM, Actor, Refused
from kiosk.services.coverage_changes import changing, hold_people
from kiosk.services.mandate_lost_months import lost_months
from kiosk.services.pledge_months import next_debit_month

AT_ONCE = 200


def is_over(revoked_on: date) -> bool:
    """Whether no 1st follows: its people are free for the next one."""
    return revoked_on <= next_debit_month()


def end_all(mandate: Mandate, *, why: str, by: Actor) -> list[CoverageMonth]:
    """In the caller's transaction, which holds a mandate that was never in force: its people and their unpaid months
    are free. Answers with the months. `why` is one of domain/pledges.ENDINGS."""
    theirs = pledges.live_under(mandate)
    hold_people([one.worker_id for one in theirs])
    months = _unpaid(theirs)
    pledges.end(theirs, why=why, release_why=releases.REVOKED, by=by)
    return months


def hand_back(mandate: Mandate, *, why: str, by: Actor) -> list[Pledge]:
    """As end_all, and its people stay reserved for its donor as if picked anew, except who cannot be taken on any more.
    Answers with the new reservations."""
    theirs = pledges.live_under(mandate)
    end_all(mandate, why=why, by=by)
    return [kept for one in theirs if (kept := _reserved_again(mandate.donor, one, by))]


def follow(mandate: Mandate, *, by: Actor) -> list[CoverageMonth]:
    """In the caller's transaction, which holds a verified mandate that was revoked: what its debits do not pay any more
    is let go (mandate_lost_months), its people are free. Nothing yet while another 1st comes before its day."""
    if not is_over(mandate.revoked_on):
        return []
    theirs, lost = pledges.live_under(mandate), lost_months(mandate, mandate.revoked_on)
    with changing({one.worker_id for one in (*theirs, *lost)}) as changes:
        months = _still_unpaid(lost)
        if months:
            releases.release(months, why=releases.REVOKED, by=by, changes=changes)
        pledge_endings.close(theirs, why=reasons.REVOKED)
    mandate_notices.tell_workers(months)
    return months


def finish() -> int:
    """Of mandates whose last debit is over the bonds end too, and what failed since is let go, each in a transaction of
    its own; answers with how many mandates."""
    live = Pledge.select(Pledge.mandate).where(Pledge.mandate.is_null(False), Pledge.ended_at.is_null())
    left = Mandate.id.in_(live) | Mandate.id.in_(_failed_since())
    rows = Mandate.select(Mandate.id).where(_is_ending(), left).order_by(Mandate.id)
    numbers = [number for (number,) in rows.limit(AT_ONCE).tuples()]
    for number in numbers:
        with writing():
            mandate = held(Mandate.select().where(Mandate.id == number, _is_ending())).first()
            if mandate:
                follow(mandate, by=SYSTEM)
    return len(numbers)


def _is_ending():
    """As is_over says it, for queries."""
    return (Mandate.state == mandates.VERIFIED) & (Mandate.revoked_on <= next_debit_month())


def _failed_since():
    """Mandates that are over, with a month whose debit came before and failed."""
    # What is older is let go with its month (pledge_months).
    this_month = DebitRun.select(DebitRun.id).where(DebitRun.month == first_of_month(today()))
    lines = DebitLine.select(DebitLine.mandate).join(Mandate)
    return (
        lines.switch(DebitLine)
        .join(DebitItem)
        .join(CoverageMonth)
        .where(
            DebitLine.run.in_(this_month),
            DebitLine.state == debits.FAILED,
            Mandate.revoked_on <= today(),
            DebitItem.let_go_at.is_null(False),
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
        )
    )


def _reserved_again(donor: Donor, one: Pledge, by: Actor) -> Pledge | None:
    try:
        return pledges.reserve_held(
            donor=donor, worker=one.worker, kind=one.kind, relation=one.relation, by=by
        )
    except Refused:
        return None


def _unpaid(theirs: list[Pledge]) -> list[CoverageMonth]:
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_([one.commitment_id for one in theirs if one.commitment_id]),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )
    return list(rows)


def _still_unpaid(lost: list[CoverageMonth]) -> list[CoverageMonth]:
    """Held, of people who are held: the bank may have answered a moment ago."""
    rows = CoverageMonth.select().where(
        CoverageMonth.id.in_([row.id for row in lost]),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )
    return list(held(rows.order_by(CoverageMonth.id)))
