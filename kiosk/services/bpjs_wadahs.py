"""One wadah by its funder and type, for those who may ask BPJS for its people."""

from typing import NamedTuple

from db.models import Funder
from kiosk.services.access import SEES_ALL, require
from kiosk.services.acting import Actor, NotThere


class Wadah(NamedTuple):
    """Whose money, and under which of BPJS's wadah types: one submission is of one."""

    funder_id: int
    wadah_type: str


def wadah_named(*, by: Actor, funder_id: int, wadah_type: str | None) -> tuple[Wadah, Funder]:
    """With its funder; without a type that of the funder now. Raises NotAllowed, NotThere."""
    require(by.role in SEES_ALL)
    funder = Funder.get_or_none(Funder.id == funder_id)
    if funder is None:
        raise NotThere
    return Wadah(funder.id, funder.wadah_type if wadah_type is None else wadah_type), funder
