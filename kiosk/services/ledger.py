"""The ledger, thin: months a funder holds for a worker, protection on a day. What a month costs stands in rates, what
many cost together in prices."""

from collections import defaultdict
from datetime import date

from peewee import JOIN

from db.models import Batch, Commitment, CoverageMonth, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month, last_of_month, today
from kiosk.domain.protection import CoveredMonth, protection_on
from kiosk.services import settings
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 300


def first_open_month(*, on: date | None = None) -> date:
    """The first month one may still register for: this one up to the cut-off day, else the next (setting)."""
    day = on or today()
    this_month = first_of_month(day)
    return this_month if day.day <= settings.whole("cut_off_day", on=day) else add_months(this_month, 1)


def likely_first_month(*, on: date | None = None) -> date:
    """The first month that a form proposes: the first open one, but not this one once half of it is over; what is
    still to be billed and paid then would hardly come in time."""
    day = on or today()
    first = first_open_month(on=day)
    half_over = first == first_of_month(day) and 2 * day.day > last_of_month(day).day
    return add_months(first, 1) if half_over else first


def first_payment_on(first_month: date | None = None) -> date:
    """The day on which an age is judged: the first month's first day, or today once that lies behind us. Without a
    month it is the first open one's."""
    return max(today(), first_month or first_open_month())


def taken_months(worker_ids: list[int], months: list[date]) -> dict[int, list[CoverageMonth]]:
    """Live months these workers already have among `months`, by worker, with their commitment and its batch."""
    taken: dict[int, list[CoverageMonth]] = defaultdict(list)
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        live = (
            CoverageMonth.select(CoverageMonth, Commitment, Batch)
            .join(Commitment)
            .left_outer_join(Batch)
            .where(
                CoverageMonth.worker.in_(chunk),
                CoverageMonth.month.in_(months),
                CoverageMonth.released_at.is_null(),
            )
            .order_by(CoverageMonth.month)
        )
        for row in live:
            taken[row.worker_id].append(row)
    return taken


def live_months(worker_id: int) -> list[CoverageMonth]:
    """A worker's live months with their funder, oldest first."""
    return list(
        CoverageMonth.select(CoverageMonth, Funder)
        .join(Funder, JOIN.INNER)
        .where(CoverageMonth.worker == worker_id, CoverageMonth.released_at.is_null())
        .order_by(CoverageMonth.month)
    )


def is_unpaid(row: CoverageMonth) -> bool:
    """Nobody has paid this month: it may still be let go."""
    return row.paid_on is None and row.effective_on is None


def protection(months: list[CoverageMonth], *, on: date | None = None):
    """The state of one worker on a day, from the months live_months gives."""
    day = on or today()
    covered = [CoveredMonth(row.month, row.effective_on, row.paid_on) for row in months]
    return protection_on(day, covered, lapse_months=settings.whole("lapse_months", on=day))


def protections(worker_ids: list[int], *, on: date | None = None) -> dict[int, object]:
    """The state of many workers with one query per 300 of them."""
    months: dict[int, list[CoverageMonth]] = defaultdict(list)
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        rows = CoverageMonth.select().where(
            CoverageMonth.worker.in_(chunk), CoverageMonth.released_at.is_null()
        )
        for row in rows.order_by(CoverageMonth.month):
            months[row.worker_id].append(row)
    return {worker_id: protection(months[worker_id], on=on) for worker_id in worker_ids}


def workers_protected_today():
    """The query of worker ids with an effective month today, of the living, as on the city's page (coverage_figures).
    Whoever is frozen besides (withdrew, asked to be left alone) stays protected by what is paid."""
    day, months = today(), CoverageMonth.select(CoverageMonth.worker).join(Worker)
    return months.where(
        CoverageMonth.month == first_of_month(day),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on <= day,
        Worker.died_on.is_null(),
    )


def protected_today(workers) -> int:
    """How many of the workers in query `workers` have an effective month today."""
    ids = workers.select(workers.model.id)
    return workers_protected_today().where(CoverageMonth.worker.in_(ids)).count()
