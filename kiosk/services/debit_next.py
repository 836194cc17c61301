"""Which month the next debit is for, on which day, and about how much it will be."""

from dataclasses import dataclass
from datetime import date

from db.models import DebitRun
from kiosk.domain import debits
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import debit_calendar, debit_expected, rates
from kiosk.services.debit_calendar import DebitDay
from kiosk.services.debit_expected import Expected
from kiosk.services.debit_facts import ASN


@dataclass(frozen=True)
class NextDebit:
    """`unsent` is the run that is begun and not handed over, if there is one; `from_day` from when it may be built.
    `in_force` counts the mandates that will be asked. `is_decided`: whether PP 50/2025 holds for this money is
    settled."""

    day: DebitDay
    unsent: DebitRun | None
    from_day: date
    in_force: int
    is_decided: bool

    @property
    def month(self) -> date:
        return self.day.month

    @property
    def may_be_built(self) -> bool:
        return self.is_decided and self.is_wanted

    @property
    def is_wanted(self) -> bool:
        """Its time has come, nobody has begun it, and there is somebody to ask for."""
        return self.unsent is None and self.from_day <= today() and self.in_force > 0


def next_debit() -> NextDebit:
    """The first month that was not handed to the bank yet, of those one may still ask for; as many queries whatever
    stands there."""
    this = first_of_month(today())
    months = [this, add_months(this, 1), add_months(this, 2)]
    runs = list(DebitRun.select().where(DebitRun.month.in_(months)).order_by(DebitRun.id))
    sent = {run.month for run in runs if run.state == debits.SENT}
    unsent = {run.month: run for run in runs if run.state in debits.UNSENT}
    days = [debit_calendar.day_of(month) for month in months]
    chosen = next(
        (day for day in days if _is_next(day, this, sent, unsent)),
        days[-1],
    )
    return NextDebit(
        day=chosen,
        unsent=unsent.get(chosen.month),
        from_day=add_months(chosen.month, -1),
        in_force=debit_expected.mandates_in_force(chosen.month),
        is_decided=rates.rates_now().gets_cut(ASN) is not None,
    )


def expected_of(following: NextDebit) -> Expected | None:
    """What is planned of it so far; None while nothing of that month is planned yet."""
    if following.from_day > today():
        return None
    return debit_expected.expected_in([following.month]).get(following.month, Expected())


def _is_next(day: DebitDay, this: date, sent: set, unsent: dict) -> bool:
    if day.month in unsent:
        return True
    if day.month in sent:
        return False
    if day.month > this:
        return True
    return first_of_month(day.on) == this and debit_expected.is_anybody_expected(this)
