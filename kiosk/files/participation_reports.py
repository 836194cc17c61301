"""How departments take part, on paper for the mayor. Each figure says where it comes from and of which day it is. Names
and masked NIPs, no NIK."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kiosk.domain.participation import Figures
from kiosk.files.documents import render_pdf


class DepartmentLine(NamedTuple):
    """A department or unit with all below it."""

    name: str
    figures: Figures


class StaffLine(NamedTuple):
    """Who has not joined; `nip` shows its last four digits, `opd` is the department, `unit` the one below it or
    nothing, `status` in finished words."""

    name: str
    nip: str
    opd: str
    unit: str
    status: str


@dataclass(frozen=True)
class Making:
    """Who made a paper and when (local); `owner` runs the programme."""

    at: datetime
    by: str
    owner: str
    city: str


@dataclass(frozen=True)
class Recapitulation:
    """All departments, those with a roster and nobody first. `outside` donors stand in no roster."""

    total: Figures
    departments: Sequence[DepartmentLine]
    roster_on: date | None
    made: Making
    outside: int = 0

    @property
    def known(self) -> list[DepartmentLine]:
        """Those of which a roster or a mandate tells anything."""
        return [one for one in self.departments if not one.figures.unknown]

    @property
    def none(self) -> int:
        return sum(one.figures.nobody for one in self.known)

    @property
    def without_roster(self) -> list[DepartmentLine]:
        return [one for one in self.departments if one.figures.unknown]


def recapitulation_pdf(recapitulation: Recapitulation) -> bytes:
    return render_pdf("participation_recapitulation.html", report=recapitulation)
