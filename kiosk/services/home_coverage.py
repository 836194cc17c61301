"""What the first page says of the city's cover: the coverage against its target, how many are protected today, what the
programmes have left. Every figure leads to the page it is computed for."""

from dataclasses import dataclass

from db.models import Programme
from kiosk.domain.clock import today
from kiosk.services import coverage_figures, figures_ucj
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor
from kiosk.services.figures_ucj import Ucj

MAY_LOOK = (*SEES_ALL, "opd")


@dataclass(frozen=True)
class ProgrammeSums:
    """Of the programmes of one year together: people who hold a place, and how many there are."""

    year: int
    places: int
    quota: int


@dataclass(frozen=True)
class CoverCounters:
    """`protected_today` for the department's secretary alone: others have the list of these people. `programmes` is
    None where none was opened for this year, or for whom they are no business."""

    ucj: Ucj
    protected_today: int | None = None
    programmes: ProgrammeSums | None = None


def counters(*, by: Actor) -> CoverCounters | None:
    """In a fixed number of questions; None for whom the city's cover is no page."""
    if by.role not in MAY_LOOK:
        return None
    return CoverCounters(
        ucj=figures_ucj.against_target(),
        protected_today=coverage_figures.protected_today() if by.role == "opd" else None,
        programmes=_programmes(today().year) if by.role in SEES_ALL else None,
    )


def _programmes(year: int) -> ProgrammeSums | None:
    """One that is closed keeps its people, and offers no place beside theirs."""
    rows = Programme.select(Programme.closed_at, Programme.places, Programme.quota).where(
        Programme.year == year
    )
    found = [(places, places if closed else quota) for closed, places, quota in rows.tuples()]
    if not found:
        return None
    held, quota = map(sum, zip(*found, strict=True))
    return ProgrammeSums(year, held, quota)
