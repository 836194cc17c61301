"""Who pays, as forms offer them."""

from db.models import Funder
from kiosk.services.bills import BILLED_BY_MONTH


def billed_by_month() -> list[tuple[str, str]]:
    """(id, name) of the city's funds, which are billed by the month."""
    rows = Funder.select(Funder.id, Funder.name).where(Funder.kind.in_(BILLED_BY_MONTH)).order_by(Funder.name)
    return [(str(funder_id), name) for funder_id, name in rows.tuples()]


def all_of_them() -> list[tuple[str, str]]:
    """(id, name) of everybody who pays, by name."""
    rows = Funder.select(Funder.id, Funder.name).order_by(Funder.name, Funder.id)
    return [(str(funder_id), name) for funder_id, name in rows.tuples()]
