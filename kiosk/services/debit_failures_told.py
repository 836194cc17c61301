"""What there is to say to donors and departments about lines of a run that failed and that nobody has paid since."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from peewee import fn

from db.models import CoverageMonth, DebitItem, DebitLine, DebitRun, Donor, Mandate
from kiosk.domain import debits
from kiosk.domain.clock import add_months, first_of_month, start_of
from kiosk.domain.debit_reasons import FILE_REFUSED, passes
from kiosk.services import debit_items, debit_lapses, debit_waiting
from kiosk.services.debit_retries import Retries

Pair = tuple[int, int]  # run, donor


@dataclass
class Told:
    """`workers` whose month is unpaid still. What is possible: on `again_on` a run asks for it already; until `until`
    it may be tried again; `to_mend`: one of the lines waits for somebody to mend something; `is_over`: no day is left
    for it. `last_day` to pay before the first of them loses their membership."""

    month: date
    day: date
    workers: set[int] = field(default_factory=set)
    again_on: date | None = None
    until: date | None = None
    to_mend: bool = False
    is_over: bool = False
    last_day: date | None = None


@dataclass
class DepartmentTold:
    """How many debits `failed`, for how many `people`, how many of them do not pass by themselves (`to_mend`), and the
    first `last_day` to pay for one of the people."""

    failed: int = 0
    people: int = 0
    to_mend: int = 0
    last_day: date | None = None

    def __add__(self, other: "DepartmentTold") -> "DepartmentTold":
        return DepartmentTold(
            self.failed + other.failed,
            self.people + other.people,
            self.to_mend + other.to_mend,
            min(filter(None, (self.last_day, other.last_day)), default=None),
        )


def of(pairs: Collection[Pair]) -> dict[Pair, Told]:
    """Of these, those about whom there is something to say; a handful of queries for up to 300 workers."""
    lines = [line for line in _failed(pairs) if (line.run_id, line.mandate.donor_id) in pairs]
    waiting, retries = _waiting(line.id for line in lines), Retries(lines)
    found: dict[Pair, Told] = {}
    for line in lines:
        if line.id in waiting:
            told = found.setdefault(
                (line.run_id, line.mandate.donor_id), Told(line.month, line.answered_on or line.run.debit_on)
            )
            told.workers.update(waiting[line.id])
            _note_possible(told, line, retries)
    days = debit_lapses.last_days({one for told in found.values() for one in told.workers})
    for told in found.values():
        told.last_day = min((days[one] for one in told.workers if one in days), default=None)
    return found


def _note_possible(told: Told, line: DebitLine, retries: Retries) -> None:
    possible = retries.of(line)
    told.again_on = told.again_on or possible.get("again_on")
    told.until = told.until or possible.get("until")
    told.to_mend = told.to_mend or not (possible or passes(line.reason) or line.cleared_at)
    told.is_over = retries.is_over(line)


def departments(day: date) -> dict[int, DepartmentTold]:
    """By department of the donor, of the lines that were answered as failed on that day, and whose month was not
    debited after all; two queries, and one for 300 people."""
    found: dict[int, DepartmentTold] = defaultdict(DepartmentTold)
    rows = _failed_on(day, Donor.opd, DebitLine.reason, fn.COUNT(DebitLine.id), fn.SUM(DebitLine.people))
    for opd_id, reason, lines, people in rows.group_by(Donor.opd, DebitLine.reason).tuples():
        found[opd_id] += DepartmentTold(lines, int(people), 0 if passes(reason) else lines)
    for opd_id, last_day in _first_last_days(day).items():
        found[opd_id] += DepartmentTold(last_day=last_day)
    return found


def _failed_on(day: date, *columns):
    lately = DebitRun.select(DebitRun.id).where(
        DebitRun.state == debits.SENT, DebitRun.month >= add_months(first_of_month(day), -1)
    )
    again = DebitLine.alias()
    debited = again.select(again.id).where(
        again.mandate == DebitLine.mandate, again.month == DebitLine.month, again.state == debits.PAID
    )
    return (
        DebitLine.select(*columns)
        .join(Mandate)
        .join(Donor)
        .where(
            DebitLine.run.in_(lately),
            DebitLine.state == debits.FAILED,
            DebitLine.reason != FILE_REFUSED,
            DebitLine.answered_at >= start_of(day),
            DebitLine.answered_at < start_of(day + timedelta(days=1)),
            ~fn.EXISTS(debited),
        )
    )


def _first_last_days(day: date) -> dict[int, date]:
    """By department."""
    rows = _failed_on(day, Donor.opd, DebitItem.worker).join_from(DebitLine, DebitItem).join(CoverageMonth)
    people = list(rows.where(debit_items.asked_for(), debit_waiting.waits()).tuples())
    days = debit_lapses.last_days(worker_id for _opd, worker_id in people)
    found: dict[int, date] = {}
    for opd_id, worker_id in people:
        if worker_id in days:
            found[opd_id] = min(days[worker_id], found.get(opd_id, days[worker_id]))
    return found


def _failed(pairs: Collection[Pair]) -> list[DebitLine]:
    """Of these runs and donors."""
    return list(
        DebitLine.select(DebitLine, Mandate, DebitRun)
        .join(Mandate)
        .join_from(DebitLine, DebitRun)
        .where(
            DebitLine.run.in_({run_id for run_id, _donor in pairs}),
            Mandate.donor.in_({donor_id for _run, donor_id in pairs}),
            DebitLine.state == debits.FAILED,
        )
        .order_by(DebitLine.id)
    )


def _waiting(line_ids: Iterable[int]) -> dict[int, list[int]]:
    """By line the workers whose month still waits for somebody to pay it."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = DebitItem.select(DebitItem.line, DebitItem.worker).join(CoverageMonth)
    waits = rows.where(DebitItem.line.in_(list(line_ids)), debit_items.asked_for(), debit_waiting.is_live())
    for line_id, worker_id in waits.tuples():
        found[line_id].append(worker_id)
    return found
