"""What the treasurer does next, the most urgent first: the bank is asked not to debit what was revoked, what is begun
goes on, what the bank owes is asked for, what failed is tried again and who came too late for the file is asked for,
what came goes on to BPJS, the next month is built."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import DebitLine, DebitRun
from kiosk.domain import debits
from kiosk.domain.clock import first_of_month, today
from kiosk.services import debit_expected, debit_forwarding, debit_revoked, debit_runs, debit_sums
from kiosk.services.debit_next import NextDebit
from kiosk.services.debit_sums import Failed

STOP, GO_ON, DECIDE, ANSWER, RETRY, FORWARD, BUILD = KINDS = (
    "stop", "go_on", "decide", "answer", "retry", "forward", "build",
)  # fmt: skip
MONTHS_THAT_MAY_BE_RETRIED = 2


@dataclass(frozen=True)
class DebitStep:
    """`count` is lines or people, `rupiah` their sum; `state` that of the run it goes on with; `on` the day it is for.
    `added`: mandates that no file of the month has asked for; one further file takes them and what is tried again."""

    kind: str
    month: date
    number: int = 0
    state: str = ""
    count: int = 0
    rupiah: int = 0
    on: date | None = None
    added: int = 0


def steps(following: NextDebit) -> list[DebitStep]:
    """In as many queries whatever there is to do."""
    return [*_to_stop(), *_unsent(), *_unanswered(), *_to_ask_again(), *_to_forward(), *_to_build(following)]


def _to_stop() -> list[DebitStep]:
    """What the bank still has to be asked for, run by run: its mandate was revoked after the file had gone."""
    sums = (fn.COUNT(DebitLine.id), fn.SUM(DebitLine.amount))
    rows = DebitLine.select(DebitRun.month, DebitRun.number, DebitRun.debit_on, *sums)
    rows = debit_revoked.joined(rows).where(DebitRun.debit_on >= today(), debit_revoked.is_revoked())
    grouped = rows.group_by(DebitRun.month, DebitRun.number, DebitRun.debit_on)
    return [
        DebitStep(STOP, month, number, count=count, rupiah=int(rupiah), on=on)
        for month, number, on, count, rupiah in grouped.order_by(DebitRun.debit_on, DebitRun.number).tuples()
    ]


def _unsent() -> list[DebitStep]:
    runs = DebitRun.select().where(DebitRun.state.in_(debits.UNSENT)).order_by(DebitRun.month)
    return [
        DebitStep(GO_ON, run.month, run.number, run.state, run.lines, run.amount, run.debit_on)
        for run in runs
    ]


def _unanswered() -> list[DebitStep]:
    """Of runs whose day has come."""
    sums = (fn.COUNT(DebitLine.id), fn.SUM(DebitLine.amount))
    rows = DebitLine.select(DebitRun.month, DebitRun.number, DebitRun.debit_on, *sums).join(DebitRun)
    rows = rows.where(
        DebitRun.state == debits.SENT, DebitRun.debit_on <= today(), DebitLine.state == debits.LINE_SENT
    )
    grouped = rows.group_by(DebitRun.month, DebitRun.number, DebitRun.debit_on)
    return [
        DebitStep(ANSWER, month, number, count=count, rupiah=int(rupiah), on=on)
        for month, number, on, count, rupiah in grouped.order_by(DebitRun.month, DebitRun.number).tuples()
    ]


def _to_ask_again() -> list[DebitStep]:
    """Of months of which a run has left, while a day of theirs is left."""
    this = first_of_month(today())
    months = [month for (month,) in _latest_months().tuples() if month >= this]
    unsent = {run.month for run in DebitRun.select().where(DebitRun.state.in_(debits.UNSENT))}
    failed = debit_sums.failed_in(months)
    days = {month: debit_runs.day_of(month) for month in months}
    found = [
        DebitStep(
            RETRY, month, count=failed.get(month, Failed()).may_be_retried, on=days[month],
            added=debit_expected.never_asked(month).mandates,
        )
        for month in sorted(months)
        if month not in unsent and first_of_month(days[month]) == month
    ]  # fmt: skip
    return [step for step in found if step.count or step.added]


def _latest_months():
    rows = DebitRun.select(DebitRun.month).where(DebitRun.state == debits.SENT).distinct()
    return rows.order_by(DebitRun.month.desc()).limit(MONTHS_THAT_MAY_BE_RETRIED)


def _to_forward() -> list[DebitStep]:
    waiting = debit_forwarding.waiting()
    if not waiting:
        return []
    people, rupiah = sum(one[1] for one in waiting), sum(one[2] for one in waiting)
    return [DebitStep(FORWARD, waiting[0][0], count=people, rupiah=rupiah)]


def _to_build(following: NextDebit) -> list[DebitStep]:
    if not following.is_wanted:
        return []
    kind = BUILD if following.is_decided else DECIDE
    return [DebitStep(kind, following.month, count=following.in_force, on=following.day.on)]
