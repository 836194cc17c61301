"""One month's debit as its page shows it: its runs, how far the one at hand has come, what is to be done. As many
statements for many lines as for few."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.models import Bill, BillLine, DebitRun, Funder, Job
from kiosk.domain import debits
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.domain.debit_stages import stage_of
from kiosk.services import (
    access,
    debit_calendar,
    debit_expected,
    debit_forwarding,
    debit_next,
    debit_runs,
    debit_sending,
    debit_sums,
    queue,
)
from kiosk.services.acting import Actor, NotThere
from kiosk.services.debit_calendar import DebitDay
from kiosk.services.debit_expected import Expected
from kiosk.services.debit_facts import ASN
from kiosk.services.debit_run_pages import RunShown, names_of, runs_shown
from kiosk.services.debit_sums import Failed, Sum

WORKING = (debits.BUILDING, debits.SEALING)


@dataclass(frozen=True)
class MonthFile:
    """`at_hand` is the run that can be gone on with: the unsent one, else the latest that was sent, else the latest.
    `added` is who would be asked for besides what failed, since nobody knew of them when the file left; `job` does its
    work; `changed` counts the sealed lines that cannot be handed over as they are; `breakable_until`
    (UTC) is until when it stays in the house. `names` are those of accounts by id; `in_force` counts the mandates that
    may be asked, `unforwarded` the people of this month whose money has not gone on to BPJS."""

    month: date
    day: DebitDay
    expected: Expected  # where nothing of it is built
    in_force: int
    runs: list[RunShown]
    at_hand: RunShown | None
    job: Job | None
    changed: int
    breakable_until: datetime | None
    names: Mapping[int, str]
    failed: Failed
    added: Expected
    unforwarded: int
    is_decided: bool
    is_day_off: bool  # what is built or sealed is for a day that has been noted as a holiday since
    bills: list[str]  # by which money of this month went on to BPJS

    @property
    def working(self) -> bool:
        """While the worker is at it, and when that failed."""
        return self.at_hand is not None and self.at_hand.run.state in WORKING

    @property
    def stands_still(self) -> bool:
        return self.working and self.job is not None and queue.is_quiet(self.job)

    @property
    def has_failed(self) -> bool:
        return self.working and self.job is not None and self.job.state == "failed"

    @property
    def stage(self) -> str:
        one = self.at_hand
        return stage_of(
            one.run.state,
            unanswered=one.unanswered,
            paid=one.of(debits.PAID).lines,
            unforwarded=self.unforwarded,
        )

    @property
    def may_leave(self) -> bool:
        fits = not self.changed and not self.is_late and not self.is_day_off
        return self.breakable_until is not None and self.breakable_until <= utc_now() and fits

    @property
    def paid(self) -> Sum:
        """Of all runs of the month."""
        return sum((one.of(debits.PAID) for one in self.runs), Sum())

    @property
    def is_late(self) -> bool:
        """What is built or sealed was for a day that has gone by: it has to be built anew."""
        one = self.at_hand
        return (
            one is not None and one.run.state in (debits.BUILT, debits.SEALED) and one.run.debit_on < today()
        )

    @property
    def is_over(self) -> bool:
        """No day is left on which it could be debited."""
        return first_of_month(self.day.on) != self.month or self.month < first_of_month(today())

    @property
    def may_be_built(self) -> bool:
        """First or once more."""
        unsent = any(one.run.state in debits.UNSENT for one in self.runs)
        sent = any(one.run.state == debits.SENT for one in self.runs)
        someone = self.failed.may_be_retried or self.added.mandates if sent else self.in_force
        return self.is_decided and not unsent and not self.is_over and bool(someone)


def month_of(*, month: date, by: Actor) -> MonthFile:
    """Raises NotAllowed, NotThere for a month that has no run and is none to build one for."""
    access.require(by.role in access.SEES_ALL)
    runs = list(DebitRun.select().where(DebitRun.month == month).order_by(DebitRun.number))
    following = debit_next.next_debit()
    if not runs and month != following.month:
        raise NotThere
    shown = runs_shown(runs)
    at_hand = _at_hand(shown)
    fresh = at_hand is None or at_hand.run.state == debits.DROPPED
    sealed = at_hand is not None and at_hand.run.state == debits.SEALED
    was_sent = any(run.state == debits.SENT for run in runs)
    return MonthFile(
        month=month,
        day=debit_calendar.day_of(month),
        expected=debit_expected.expected_in([month] if fresh else []).get(month, Expected()),
        in_force=debit_expected.mandates_in_force(month),
        runs=shown,
        at_hand=at_hand,
        job=Job.get_or_none(Job.id == at_hand.run.job_id) if at_hand else None,
        changed=debit_sending.changed_lines(at_hand.run) if sealed else 0,
        breakable_until=debit_sending.breakable_until(at_hand.run) if sealed else None,
        names=names_of(runs),
        failed=debit_sums.failed_in([month]).get(month, Failed()),
        added=debit_expected.never_asked(month) if was_sent else Expected(),
        unforwarded=sum(people for due, people, _sum in debit_forwarding.waiting() if due == month),
        is_decided=following.is_decided,
        is_day_off=_is_day_off(at_hand),
        bills=_bills_of(month) if was_sent else [],
    )


def _is_day_off(at_hand: RunShown | None) -> bool:
    waits = at_hand is not None and at_hand.run.state in (debits.BUILT, debits.SEALED)
    return waits and debit_runs.is_day_off(at_hand.run)


def _bills_of(month: date) -> list[str]:
    rows = Bill.select(Bill.no).join(Funder).join_from(Bill, BillLine)
    rows = rows.where(Funder.kind == ASN, BillLine.month == month, Bill.cancelled_at.is_null())
    return [no for (no,) in rows.distinct().order_by(Bill.no).tuples()]


def _at_hand(runs: list[RunShown]) -> RunShown | None:
    def latest(*states: str) -> RunShown | None:
        return next((one for one in reversed(runs) if one.run.state in states), None)

    return latest(*debits.UNSENT) or latest(debits.SENT) or latest(debits.DROPPED)
