"""The months of one programme in sums: how many people are planned, billed, paid and effective, and for how much. Each
figure is as long as the list it opens (programme_people)."""

from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.models import Commitment, CoverageMonth, Programme
from kiosk.domain.clock import months_from

PLANNED, UNBILLED, BILLED, PAID, EFFECTIVE = STAGES = ("planned", "unbilled", "billed", "paid", "effective")


@dataclass(frozen=True)
class Sum:
    people: int = 0
    amount: int = 0


@dataclass(frozen=True)
class ProgrammeMonth:
    """One month of the budget year; `sums` by stage."""

    month: date
    sums: dict[str, Sum]


def is_in(stage: str):
    """The condition over live months: promised at all, no bill yet, asked for by a bill (paid or not), paid, confirmed
    by BPJS."""
    if stage == UNBILLED:
        return CoverageMonth.bill.is_null() & CoverageMonth.paid_on.is_null()
    days = {BILLED: CoverageMonth.bill, PAID: CoverageMonth.paid_on, EFFECTIVE: CoverageMonth.effective_on}
    return days[stage].is_null(False) if stage in days else CoverageMonth.id.is_null(False)


def months_of(programme: Programme) -> list[ProgrammeMonth]:
    """The twelve of its year, in one query over its own months."""
    columns = [column for stage in STAGES for column in _counted(is_in(stage))]
    rows = (
        CoverageMonth.select(CoverageMonth.month, *columns)
        .join(Commitment)
        .where(Commitment.programme == programme, CoverageMonth.released_at.is_null())
        .group_by(CoverageMonth.month)
    )
    found = {month: _sums(values) for month, *values in rows.tuples()}
    none = dict.fromkeys(STAGES, Sum())
    return [
        ProgrammeMonth(month, found.get(month, none)) for month in months_from(date(programme.year, 1, 1), 12)
    ]


def _sums(values: list) -> dict[str, Sum]:
    pairs = zip(values[::2], values[1::2], strict=True)
    return {
        stage: Sum(int(people), int(amount)) for stage, (people, amount) in zip(STAGES, pairs, strict=True)
    }


def _counted(condition) -> tuple:
    return (
        fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0),
        fn.COALESCE(fn.SUM(Case(None, [(condition, CoverageMonth.amount)], 0)), 0),
    )
