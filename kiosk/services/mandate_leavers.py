"""Staff who are named by no roster any more while a mandate of theirs is in force: their department revokes it, or
sends a roster that names them again."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Donor, Mandate, Opd, StaffMember
from kiosk.services.participation_places import Place
from kiosk.services.participation_queries import in_force

PAGE = 50


@dataclass(frozen=True)
class Leaver:
    """`left_on` is the day from which the roster names them no more, None where nobody noted it."""

    no: str
    name: str
    opd: str
    unit: str
    left_on: date | None


def leavers(*, place: Place, page: int = 1) -> tuple[list[Leaver], int]:
    """A page, a line for each mandate, those who left first on top, and how many mandates there are in all. Whose
    mandate already has its last day is not among them."""
    query = _query(place)
    rows = query.order_by(StaffMember.left_on, Donor.name, Mandate.id).offset((page - 1) * PAGE).limit(PAGE)
    return [Leaver(*row) for row in rows.tuples()], query.count()


def count(place: Place) -> int:
    """People, however many mandates each of them has."""
    return _query(place).select(fn.COUNT(Donor.id.distinct())).scalar()


def _query(place: Place):
    query = (
        Mandate.select(Mandate.no, Donor.name, Opd.code, Opd.name, StaffMember.left_on).join(Donor).join(Opd)
    )
    query = query.switch(Donor).join(StaffMember, on=StaffMember.nip == Donor.nip)
    return query.where(in_force(), Mandate.revoked_on.is_null(), ~StaffMember.active, place.holds(Donor.opd))
