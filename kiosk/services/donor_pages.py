"""The page of a civil servant who has taken workers on: what to do next, who they are, what is paid for each month."""

from dataclasses import dataclass, field, replace
from datetime import date

from db.models import Donor, Mandate, Pledge, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.services import (
    donor_debits,
    donor_months,
    donor_receipts,
    donor_skips,
    ledger,
    pledge_picks,
    pledge_places,
)
from kiosk.services.acting import Actor
from kiosk.services.donor_debits import OwnDebit
from kiosk.services.donor_months import OwnMonth
from kiosk.services.donor_own import donor_of
from kiosk.services.donor_skips import OwnSkip
from kiosk.services.donor_steps import REPLACE, SIGN_UP, NextStep, steps_of
from kiosk.services.donor_workers import OwnWorker, lost_by, reserved_by, signed_for_by
from kiosk.services.pledge_picks import PickWish


@dataclass(frozen=True)
class MonthSum:
    """What the donor's people cost in one month, in rupiah, and how much of it is paid; `protected` of `people`."""

    month: date
    people: int
    amount: int
    paid: int
    protected: int


@dataclass(frozen=True)
class OwnPage:
    """`places`: pledge ids of those who may be replaced. `years`: for which a receipt can be printed. `debits` as the
    bank has them; `skips`: whom the next of them leaves out."""

    steps: list[NextStep]
    reserved: list[OwnWorker] = field(default_factory=list)
    workers: list[OwnWorker] = field(default_factory=list)
    lost: list[OwnWorker] = field(default_factory=list)
    places: frozenset[int] = frozenset()
    mandates: list[Mandate] = field(default_factory=list)
    months: list[MonthSum] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    debits: list[OwnDebit] = field(default_factory=list)
    skips: list[OwnSkip] = field(default_factory=list)

    @property
    def news(self) -> list[OwnWorker]:
        """Deaths of these weeks, and those that were taken back."""
        return [one for one in self.lost if one.is_news]

    @property
    def steps_first(self) -> list[NextStep]:
        """Without the search for somebody in a free place, which has time."""
        return [step for step in self.steps if step.what != REPLACE]


@dataclass(frozen=True)
class OwnCounters:
    """For the first page: own workers under a mandate, how many of them are protected today, how many of
    those who wait they may pick (one more than waiting.MOST_COUNTED stands for all beyond). `news` of deaths."""

    steps: list[NextStep]
    workers: int
    protected_today: int
    waiting: int
    news: list[OwnWorker] = field(default_factory=list)

    @property
    def steps_first(self) -> list[NextStep]:
        return [step for step in self.steps if step.what != REPLACE]


def own_page(*, by: Actor) -> OwnPage:
    """A constant number of queries, however many workers there are."""
    donor = donor_of(by)
    if donor is None:
        return OwnPage(steps=[NextStep(SIGN_UP)])
    workers = signed_for_by(donor)
    places, reserved = pledge_places.open_places(donor), reserved_by(donor)
    return OwnPage(
        steps=steps_of(
            donor,
            reserved=len(reserved),
            until=min((one.held_until for one in reserved if one.held_until), default=None),
            workers=len(workers),
            places=places,
        ),
        reserved=reserved,
        workers=workers,
        lost=_with_handles(lost_by(donor), by),
        places=frozenset(one.id for one in places),
        mandates=list(_mandates(donor).where(Mandate.signed_at.is_null(False))),
        months=_sums(donor_months.all_months(donor, since=_a_year_back())),
        years=donor_receipts.years_of(donor),
        debits=donor_debits.debits_of(donor),
        skips=donor_skips.skips_of(donor),
    )


def counters(*, by: Actor) -> OwnCounters:
    donor, waits = donor_of(by), pledge_picks.count(by=by, wish=PickWish())
    if donor is None:
        return OwnCounters([NextStep(SIGN_UP)], 0, 0, waits)
    live = Pledge.select(Pledge.worker).where(
        Pledge.donor == donor, Pledge.mandate.is_null(False), Pledge.ended_at.is_null()
    )
    held = Pledge.select(Pledge.held_until).where(
        Pledge.donor == donor, Pledge.mandate.is_null(), Pledge.ended_at.is_null()
    )
    until = [day for (day,) in held.tuples()]
    people = live.count()
    return OwnCounters(
        steps=steps_of(
            donor,
            reserved=len(until),
            until=min(filter(None, until), default=None),
            workers=people,
            places=pledge_places.open_places(donor),
        ),
        workers=people,
        protected_today=ledger.protected_today(Worker.select().where(Worker.id.in_(live))),
        waiting=waits,
        news=_with_handles([one for one in lost_by(donor) if one.is_news], by),
    )


def _with_handles(lost: list[OwnWorker], by: Actor) -> list[OwnWorker]:
    """Who was taken for dead may be taken on again as long as nobody else has."""
    wanted = [one.pledge_id for one in lost if one.mistaken]
    if not wanted:
        return lost
    worker_of = dict(Pledge.select(Pledge.id, Pledge.worker).where(Pledge.id.in_(wanted)).tuples())
    handles = pledge_picks.handles_of(list(worker_of.values()), by)
    return [replace(one, again=handles.get(worker_of.get(one.pledge_id), "")) for one in lost]


def _mandates(donor: Donor):
    return Mandate.select().where(Mandate.donor == donor).order_by(Mandate.id.desc())


def _a_year_back() -> date:
    return first_of_month(today()).replace(year=today().year - 1)


def _sums(rows: list[OwnMonth]) -> list[MonthSum]:
    """The latest first."""
    latest_first = sorted({row.month for row in rows}, reverse=True)
    return [_sum(month, [row for row in rows if row.month == month]) for month in latest_first]


def _sum(month: date, rows: list[OwnMonth]) -> MonthSum:
    return MonthSum(
        month=month,
        people=len(rows),
        amount=sum(row.amount for row in rows),
        paid=sum(row.amount for row in rows if row.paid_on),
        protected=sum(row.state == "protected" for row in rows),
    )
