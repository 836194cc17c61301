"""The debit month by month as its first page shows it. As many statements for many lines as for few."""

from dataclasses import dataclass
from datetime import date

from db.models import DebitRun
from kiosk.domain import debits
from kiosk.services import (
    access,
    debit_aside,
    debit_forwarding,
    debit_next,
    debit_over,
    debit_steps,
    debit_sums,
)
from kiosk.services.acting import Actor
from kiosk.services.debit_aside import Aside
from kiosk.services.debit_expected import Expected
from kiosk.services.debit_next import NextDebit
from kiosk.services.debit_steps import DebitStep
from kiosk.services.debit_sums import Sum
from kiosk.services.portions import one_page

PAGE = 12  # months


@dataclass(frozen=True)
class MonthInList:
    """`asked` are the mandates that were handed to the bank, each once however often it was tried; `failed` how many of
    them are neither paid nor under way; `unsent` what is built or sealed and has not left the house."""

    month: date
    runs: int
    paid: Sum
    waiting: Sum
    unsent: Sum
    failed: int

    @property
    def asked(self) -> int:
        return self.paid.lines + self.waiting.lines + self.failed


@dataclass(frozen=True)
class Overview:
    """`expected` is about how much the next one will be; `steps` is what is to be done, the first of them now;
    `asides` what waits beside; `waiting` what was debited and did not go on to BPJS yet: (month, people, rupiah);
    `over` how much of what was debited is credit of its donors."""

    following: NextDebit
    expected: Expected | None
    steps: list[DebitStep]
    asides: list[Aside]
    months: list[MonthInList]
    more: bool
    waiting: list[tuple[date, int, int]]
    over: int


def overview(*, page: int, by: Actor) -> Overview:
    """Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    following = debit_next.next_debit()
    months, more = _months(page)
    return Overview(
        following=following,
        expected=debit_next.expected_of(following),
        steps=debit_steps.steps(following),
        asides=debit_aside.asides(),
        months=months,
        more=more,
        waiting=debit_forwarding.waiting(),
        over=debit_over.total_over(),
    )


def _months(page: int) -> tuple[list[MonthInList], bool]:
    query = DebitRun.select(DebitRun.month).distinct().order_by(DebitRun.month.desc()).tuples()
    rows, more = one_page(query, page=page, size=PAGE)
    months = [month for (month,) in rows]
    runs = list(DebitRun.select().where(DebitRun.month.in_(months)))
    sums, failed = debit_sums.by_run([run.id for run in runs]), debit_sums.failed_in(months)
    return [
        _month(month, [run for run in runs if run.month == month], sums, failed) for month in months
    ], more


def _month(month: date, runs: list[DebitRun], sums: dict, failed: dict) -> MonthInList:
    def total(*states: str) -> Sum:
        found = (sums.get(run.id, {}).get(state, Sum()) for run in runs for state in states)
        return sum(found, Sum())

    return MonthInList(
        month=month,
        runs=sum(run.state != debits.DROPPED for run in runs),
        paid=total(debits.PAID),
        waiting=total(debits.LINE_SENT),
        unsent=total(debits.DRAFTED, debits.LINE_SEALED),
        failed=failed[month].all if month in failed else 0,
    )
