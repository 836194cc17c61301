"""A programme by its number, for those who may see it: the admin and the auditor."""

from db.connection import held
from db.models import Funder, Programme
from kiosk.services.access import SEES_ALL, require
from kiosk.services.acting import Actor, NotThere


def programme_seen_by(by: Actor, no: str) -> Programme:
    """With its funder. Raises NotThere, NotAllowed."""
    require(by.role in SEES_ALL)
    found = Programme.select(Programme, Funder).join(Funder).where(Programme.no == no).first()
    if found is None:
        raise NotThere
    return found


def hold_programmes_of_year(year: int) -> None:
    """All that are open, by id: whoever decides on people for that year comes after whoever decides now."""
    open_ones = (Programme.year == year) & Programme.closed_at.is_null()
    list(held(Programme.select(Programme.id).where(open_ones).order_by(Programme.id)))


def hold_programme(programme_id: int) -> Programme:
    """As it is now, held until the caller's transaction ends."""
    return held(Programme.select().where(Programme.id == programme_id)).get()
