"""The cover of one worker as their page shows it: the strip and where it goes on, every month, and what holds today."""

from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Worker
from kiosk.domain.benefits import Benefits
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.protection import Protection
from kiosk.services import awaiting, ledger
from kiosk.services.acting import Actor
from kiosk.services.benefits import benefits_of
from kiosk.services.deaths import Death, death_of
from kiosk.services.month_readers import ToldTo
from kiosk.services.worker_month_lines import MonthLine, lines_of
from kiosk.services.worker_months import live_among, months_of
from kiosk.services.worker_strip import MONTHS, StripMonth, first_cell, strip_of


@dataclass(frozen=True)
class Cover:
    """`earlier` and `later` are the first months of the strips before and after this one, None where nothing is there
    to be seen; `live` the live months, `lines` every month; `died` is None for the living."""

    protection: Protection
    benefits: Benefits
    strip: list[StripMonth]
    earlier: date | None
    later: date | None
    lines: list[MonthLine]
    live: list[CoverageMonth]
    died: Death | None


def cover_of(worker: Worker, by: Actor, *, first: date | None = None) -> Cover:
    """For a worker whom `by` may see; one query, two where a month waits for BPJS, two more for who is frozen. `first`
    is the strip's first month."""
    rows, told = months_of(worker.id), ToldTo(by)
    live, start = live_among(rows), first or first_cell()
    awaited = awaiting.of_months(row.id for row in live if _waits(row))
    died = death_of(worker)
    return Cover(
        protection=ledger.protection(live),
        benefits=benefits_of(live, on=today()),
        strip=strip_of(
            rows,
            enrolled_on=worker.enrolled_on,
            first=start,
            died_on=died.day if died else None,
            told=told,
            awaited=awaited,
        ),
        earlier=_earlier(start, [row.month for row in rows], worker.enrolled_on),
        later=_later(start, [row.month for row in rows]),
        lines=lines_of(rows, told, awaited),
        live=live,
        died=died,
    )


def _waits(row: CoverageMonth) -> bool:
    return row.effective_on is None and bool(row.bill_id or row.paid_on)


def _earlier(start: date, months: list[date], enrolled_on: date) -> date | None:
    return add_months(start, -MONTHS) if min([*months, first_of_month(enrolled_on)]) < start else None


def _later(start: date, months: list[date]) -> date | None:
    """To this strip's end, or today's where one looks back."""
    following = add_months(start, MONTHS)
    return following if max([*months, add_months(first_cell(), MONTHS - 1)]) >= following else None
