"""The city's programmes as the lists of who is about to lapse name them."""

from db.models import Programme
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor


def choices(*, by: Actor) -> list[tuple[str, str]]:
    """Number and name with its year, the latest first; none for whom programmes are no business."""
    if by.role not in SEES_ALL:
        return []
    rows = Programme.select(Programme.no, Programme.name, Programme.year)
    rows = rows.order_by(Programme.year.desc(), Programme.name, Programme.no).tuples()
    return [(no, f"{name} {year}") for no, name, year in rows]
