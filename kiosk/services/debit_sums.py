"""Lines of the debit counted and summed: by run and state, and those that failed and that nobody has tried again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import CoverageMonth, DebitItem, DebitLine, DebitRun, DebitSkip, Mandate
from kiosk.domain import debits, mandates
from kiosk.domain.clock import today
from kiosk.domain.debit_reasons import FILE_REFUSED, REASONS
from kiosk.services import settings

PASSING = tuple(reason.code for reason in REASONS.values() if reason.passes)


@dataclass(frozen=True)
class Sum:
    """So many lines of so many rupiah."""

    lines: int = 0
    rupiah: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.lines + other.lines, self.rupiah + other.rupiah)


@dataclass(frozen=True)
class Failed:
    """Of a month, lines that failed and are neither tried again nor paid: all, those that a further run would take, and
    those in whose way something stands that somebody has to mend."""

    all: int = 0
    may_be_retried: int = 0
    to_mend: int = 0

    @property
    def given_up(self) -> int:
        """Tried as often as is allowed, or nobody's month waits for it any more."""
        return self.all - self.may_be_retried - self.to_mend


ByState = Mapping[str, Sum]


def by_run(run_ids: Iterable[int]) -> dict[int, ByState]:
    """Run → state of its lines → how many and how much; one query."""
    rows = DebitLine.select(
        DebitLine.run, DebitLine.state, fn.COUNT(DebitLine.id), fn.SUM(DebitLine.amount)
    ).where(DebitLine.run.in_(list(run_ids)))
    found: dict[int, dict[str, Sum]] = defaultdict(dict)
    for run_id, state, lines, rupiah in rows.group_by(DebitLine.run, DebitLine.state).tuples():
        found[run_id][state] = Sum(lines, int(rupiah))
    return {run_id: _in_order(sums) for run_id, sums in found.items()}


def _in_order(sums: ByState) -> ByState:
    return {state: sums[state] for state in debits.LINE_STATES if state in sums}


def skips_by_run(run_ids: Iterable[int]) -> dict[int, int]:
    rows = DebitSkip.select(DebitSkip.run, fn.COUNT(DebitSkip.id)).where(DebitSkip.run.in_(list(run_ids)))
    return dict(rows.group_by(DebitSkip.run).tuples())


def failed_in(months: Iterable[date]) -> dict[date, Failed]:
    """By month; two queries, however many lines failed."""
    months = list(months)
    counted = _by_month(months, open_failure())
    retried = _by_month(months, open_failure(), may_be_retried())
    mend = _by_month(months, open_failure(), needs_mending())
    return {
        month: Failed(counted[month], retried.get(month, 0), mend.get(month, 0)) for month in sorted(counted)
    }


def _by_month(months: list[date], *conditions) -> dict[date, int]:
    rows = DebitLine.select(DebitLine.month, fn.COUNT(DebitLine.id)).join(Mandate)
    rows = rows.where(DebitLine.run.in_(_runs_of(months)), *conditions)
    return dict(rows.group_by(DebitLine.month).tuples())


def _runs_of(months: list[date]):
    return DebitRun.select(DebitRun.id).where(DebitRun.month.in_(months))


def open_failure():
    """The condition over DebitLine: it failed, and no other line of its mandate and month is under way, paid, or failed
    after it."""
    other, run = DebitLine.alias(), DebitRun.alias()
    later = (
        other.select(other.id)
        .join(run, on=(other.run == run.id))
        .where(
            run.month == DebitLine.month,
            other.mandate == DebitLine.mandate,
            other.state.in_(debits.UNDER_WAY)
            | ((other.state == debits.FAILED) & (other.attempt > DebitLine.attempt)),
        )
    )
    return (DebitLine.state == debits.FAILED) & ~fn.EXISTS(later)


def needs_mending():
    """The condition over a failed DebitLine: it does not pass by itself, and nobody has said that it is mended."""
    return DebitLine.reason.not_in(PASSING) & DebitLine.cleared_at.is_null()


def may_be_retried():
    """The condition over a failed DebitLine and its Mandate: a further run, of today at the earliest, would ask for it
    once more."""
    due = (
        DebitItem.select(DebitItem.id)
        .join(CoverageMonth)
        .where(
            DebitItem.line == DebitLine.id,
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
            CoverageMonth.bill.is_null(),
        )
    )
    goes_on = (Mandate.revoked_on > DebitLine.month) & (Mandate.revoked_on > today())
    in_force = (Mandate.state == mandates.VERIFIED) & (Mandate.revoked_on.is_null() | goes_on)
    fewer = DebitLine.attempt - _refused_files() < settings.whole("debit_attempts")
    return ~needs_mending() & fewer & in_force & fn.EXISTS(due)


def _refused_files():
    """How often a file with this mandate's month was refused as a whole: the bank has tried nothing then."""
    other = DebitLine.alias()
    theirs = (other.mandate == DebitLine.mandate) & (other.month == DebitLine.month)
    return other.select(fn.COUNT(other.id)).where(theirs, other.reason == FILE_REFUSED)
