"""The city's programmes as the lists of who is about to lapse name them: a programme ends with its budget year, and who
held a place in it is chosen again for the next one or falls out."""

from dataclasses import dataclass

from db.models import Programme
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor


@dataclass(frozen=True)
class Renewal:
    """A programme, and the open one of the same money for the year after it; None where nobody has opened that yet."""

    programme: Programme
    following: Programme | None

    @property
    def next_year(self) -> int:
        return self.programme.year + 1


def choices(*, by: Actor) -> list[tuple[str, str]]:
    """Number and name with its year, the latest first; none for whom programmes are no business."""
    if by.role not in SEES_ALL:
        return []
    rows = Programme.select(Programme.no, Programme.name, Programme.year)
    rows = rows.order_by(Programme.year.desc(), Programme.name, Programme.no).tuples()
    return [(no, f"{name} {year}") for no, name, year in rows]


def renewal_of(*, no: str, by: Actor) -> Renewal | None:
    """None for no such programme, or for whom programmes are no business."""
    found = Programme.get_or_none(Programme.no == no) if no and by.role in SEES_ALL else None
    if found is None:
        return None
    same = (Programme.funder == found.funder_id) & (Programme.year == found.year + 1)
    return Renewal(found, Programme.get_or_none(same, Programme.closed_at.is_null()))
