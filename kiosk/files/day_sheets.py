"""The sheet a post closes its day with: who did what, what lies on the shelf, and who signs for it. A4."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class Work:
    """What one officer, or all of them, did in a day: cards printed well, spoiled, handed over and not handed over, and
    people enrolled."""

    good: int = 0
    spoiled: int = 0
    handed: int = 0
    missed: int = 0
    enrolled: int = 0


FIGURES = tuple(field.name for field in fields(Work))


@dataclass(frozen=True)
class OfficerLine:
    name: str
    work: Work


@dataclass(frozen=True)
class StockLine:
    """One item, `cr80` or `a4`. came, went, spoiled and counted are signed, as they stand in the stock book: opening
    and these four make closing."""

    item: str
    opening: int = 0
    came: int = 0
    went: int = 0
    spoiled: int = 0
    counted: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.came + self.went + self.spoiled + self.counted


@dataclass(frozen=True)
class DaySheet:
    """One post on one local day."""

    day: date
    post_code: str
    post: str
    officers: Sequence[OfficerLine]
    total: Work
    stock: Sequence[StockLine]


def day_sheets_pdf(sheets: Sequence[DaySheet], *, city: str, printed_at: datetime, printed_by: str) -> bytes:
    """Each sheet begins a page. `printed_at` is local: a sheet of a day that is not over yet says so."""
    return render_pdf(
        "day_sheet.html",
        sheets=sheets,
        figures=FIGURES,
        city=city,
        printed_at=printed_at,
        printed_by=printed_by,
    )
