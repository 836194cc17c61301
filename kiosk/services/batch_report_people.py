"""Who stands in a month of a batch, and how; until when the money lasts."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from peewee import SQL, Case, fn

from db.models import Batch, BatchRow, Commitment, CoverageMonth, Kelurahan, Worker
from kiosk.domain.clock import add_months, last_of_month
from kiosk.domain.words import initials
from kiosk.files.batch_reports import CoveredPerson, MonthMoney
from kiosk.services import access, places
from kiosk.services.portions import in_chunks

STATES = ("protected", "late", "paid", "billed", "planned")
PEOPLE_AT_ONCE = 500


class MonthSums(NamedTuple):
    counts: dict[str, int]
    money: MonthMoney


def sums_of(batch: Batch, month: date) -> MonthSums:
    """By state, those first that say most; one query."""
    rows = (
        _live(batch, month)
        .select(_state(month).alias("state"), fn.COUNT(CoverageMonth.id), fn.SUM(CoverageMonth.amount))
        .group_by(SQL("state"))
        .tuples()
    )
    found = {state: (count, int(amount)) for state, count, amount in rows}
    paid = sum(found[state][1] for state in ("protected", "late", "paid") if state in found)
    return MonthSums(
        counts={state: found[state][0] for state in STATES if state in found},
        money=MonthMoney(asked=sum(amount for _count, amount in found.values()), paid=paid),
    )


def people_of(batch: Batch, month: date, *, start: int, most: int) -> list[CoveredPerson]:
    """Those protected first, by kelurahan and name, from place `start` on; three queries."""
    rows = list(_in_order(batch, month).offset(start).limit(most).tuples())
    ids = [worker_id for worker_id, *_rest in rows]
    unnamed, earlier = unnamed_in(batch, ids), _protected_before(month, ids)
    return [
        CoveredPerson(
            name=initials(name) if worker_id in unnamed else name,
            reg_no="" if worker_id in unnamed else reg_no,
            area=places.area_name(kelurahan, home),
            state=state,
            started=state == "protected" and worker_id not in earlier,
        )
        for worker_id, reg_no, name, kelurahan, home, state in rows
    ]


def unnamed_in(batch: Batch, worker_ids: list[int]) -> set[int]:
    """Who of these people has initials on paper."""
    found: set[int] = set()
    for chunk in in_chunks(worker_ids, PEOPLE_AT_ONCE):
        rows = unnamed_rows(batch).where(BatchRow.worker.in_(chunk))
        found |= {worker_id for (worker_id,) in rows.tuples()}
    return found


def unnamed_rows(batch: Batch):
    """The query of the ids of whom the company took on from a list, and has not paid a month for: it does not know them
    (access)."""
    return BatchRow.select(BatchRow.worker).where(
        BatchRow.batch == batch, BatchRow.picked, ~access.is_paid_here()
    )


def lasts_of(batch: Batch) -> list[tuple[date | None, int]]:
    """(last month that is paid, people), the soonest first; None for those of whom nothing is. One query."""
    paid = Case(None, [(CoverageMonth.paid_on.is_null(False), CoverageMonth.month)], None)
    rows = (
        CoverageMonth.select(fn.MAX(paid))
        .join(Commitment)
        .where(Commitment.batch == batch, CoverageMonth.released_at.is_null())
        .group_by(CoverageMonth.worker)
        .tuples()
    )
    counted = Counter(_as_date(last) for (last,) in rows)
    return sorted(counted.items(), key=lambda one: one[0] or date.min)


def _as_date(value: date | str | None) -> date | None:
    """SQLite gives a day that was computed as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _live(batch: Batch, month: date):
    return (
        CoverageMonth.select()
        .join(Commitment)
        .switch(CoverageMonth)
        .where(Commitment.batch == batch, CoverageMonth.month == month, CoverageMonth.released_at.is_null())
    )


def _in_order(batch: Batch, month: date):
    return (
        _live(batch, month)
        .select(Worker.id, Worker.reg_no, Worker.name, Worker.kelurahan, Worker.home_regency, _state(month))
        .join(Worker)
        .left_outer_join(Kelurahan)
        .order_by(_rank(month), Kelurahan.name.is_null(), Kelurahan.name, Worker.name, Worker.id)
    )


def _state(month: date):
    return Case(None, [(condition, state) for state, condition in _conditions(month)], STATES[-1])


def _rank(month: date):
    ranks = [(condition, STATES.index(state)) for state, condition in _conditions(month)]
    return Case(None, ranks, len(STATES))


def _conditions(month: date) -> tuple:
    """What BPJS begins after the month's last day protects nobody in it."""
    return (
        ("protected", CoverageMonth.effective_on <= last_of_month(month)),
        ("late", CoverageMonth.effective_on.is_null(False)),
        ("paid", CoverageMonth.paid_on.is_null(False)),
        ("billed", CoverageMonth.billed_on.is_null(False)),
    )


def _protected_before(month: date, worker_ids: list[int]) -> set[int]:
    """Of these people those whom somebody protected in the month before."""
    rows = CoverageMonth.select(CoverageMonth.worker).where(
        CoverageMonth.worker.in_(worker_ids),
        CoverageMonth.month == add_months(month, -1),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on <= last_of_month(add_months(month, -1)),
    )
    return {worker_id for (worker_id,) in rows.tuples()}
