"""Whom the debit of this month or the coming one leaves out, as the donor is told: one of their people, or all under a
mandate, with the reason and what can be done."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from db.models import DebitRun, DebitSkip, Donor, Mandate, Pledge, Worker
from kiosk.domain import debit_skips as reasons
from kiosk.domain import debits
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.words import short_name

# What a donor can do something about. Who is held back stays between the person and the post.
TOLD = (
    reasons.TOO_OLD,
    reasons.FUNDED,
    reasons.ABOVE_LIMIT,
    reasons.TO_MEND,
    reasons.ATTEMPTS,
    reasons.NO_ACCOUNT,
    reasons.ASKED,
)
MADE = (debits.BUILT, debits.SEALING, debits.SEALED, debits.SENT)


@dataclass(frozen=True)
class OwnSkip:
    """`name` is short, empty where it is the mandate as a whole. `is_sent`: it is so; before that it would be. With
    `pledge_id` somebody else can be chosen."""

    month: date
    debit_on: date
    is_sent: bool
    why: str
    mandate_no: str
    name: str = ""
    pledge_id: int | None = None


def skips_of(donor: Donor) -> list[OwnSkip]:
    """The latest month first; of each the latest word. One query."""
    rows = (
        DebitSkip.select(DebitSkip, DebitRun, Mandate, Pledge, Worker)
        .join(DebitRun)
        .join_from(DebitSkip, Mandate)
        .join_from(DebitSkip, Pledge, JOIN.LEFT_OUTER)
        .join(Worker, JOIN.LEFT_OUTER)
        .where(
            Mandate.donor == donor,
            DebitRun.month >= first_of_month(today()),
            DebitRun.state.in_(MADE),
            DebitSkip.reason.in_(TOLD),
        )
        .order_by(DebitRun.month.desc(), DebitRun.number.desc(), DebitSkip.id)
    )
    latest: dict[tuple, DebitSkip] = {}
    for row in rows:
        latest.setdefault((row.run.month, row.mandate_id, row.pledge_id), row)
    return [_told(row) for row in latest.values()]


def may_choose_another(pledge: Pledge) -> bool:
    """Whether a run that has left took this one for funded by somebody else, and the bond stands still."""
    rows = (
        DebitSkip.select()
        .join(DebitRun)
        .where(DebitSkip.pledge == pledge, DebitSkip.reason == reasons.FUNDED)
    )
    sent = rows.where(DebitRun.state == debits.SENT, DebitRun.month >= first_of_month(today()))
    return pledge.ended_at is None and sent.exists()


def _told(row: DebitSkip) -> OwnSkip:
    pledge, run = row.pledge if row.pledge_id else None, row.run
    is_sent = run.state == debits.SENT
    may_choose = bool(pledge) and is_sent and row.reason == reasons.FUNDED and pledge.ended_at is None
    return OwnSkip(
        month=run.month,
        debit_on=run.debit_on,
        is_sent=is_sent,
        why=reasons.SKIPS[row.reason],
        mandate_no=row.mandate.no,
        name=short_name(pledge.worker.name) if pledge else "",
        pledge_id=pledge.id if may_choose else None,
    )
