"""The work list of a department: mandates that are signed and not checked. The oldest comes first; what nobody checks
within its days runs out."""

from dataclasses import dataclass
from datetime import date

from db.models import Donor, Mandate, Opd, Pledge
from kiosk.domain import mandates as rules
from kiosk.domain.clock import local, today
from kiosk.services import mandate_papers
from kiosk.services.participation_places import Place
from kiosk.services.participation_queries import is_protected_today

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """A signed mandate that nobody has checked yet; `days_left` until it runs out, 0 on the last. `asked_again`: it was
    looked at, and waits for copies that can be read. `lacks` are those of mandate_papers.COPIES that are not there."""

    no: str
    name: str
    opd: str
    unit: str
    people: int
    signed_on: date
    days_left: int
    asked_again: bool
    lacks: list[str]


@dataclass(frozen=True)
class Desk:
    """How many papers wait to be checked, and how many workers who are not protected wait with them."""

    papers: int
    workers: int


def to_check(*, place: Place, page: int = 1) -> tuple[list[Waiting], int]:
    """A page, the oldest first, and how many there are in all."""
    query = _signed(place)
    rows = query.order_by(Mandate.signed_at, Mandate.id).offset((page - 1) * PAGE).limit(PAGE)
    rows = list(rows)
    lacks = mandate_papers.missing_among([row.id for row in rows])
    return [_waiting(row, lacks[row.id]) for row in rows], query.count()


def count(place: Place) -> int:
    return _signed(place).count()


def desk_of(place: Place) -> Desk:
    """Two queries."""
    waiting = Pledge.select().join(Mandate).join(Donor).where(Pledge.ended_at.is_null())
    waiting = waiting.where(Mandate.state == rules.SIGNED, place.holds(Donor.opd), ~is_protected_today())
    return Desk(count(place), waiting.count())


def days_left(mandate: Mandate) -> int:
    """Until it runs out, 0 on the last."""
    if mandate.held_until is None:
        return 0
    return max((local(mandate.held_until).date() - today()).days, 0)


def _signed(place: Place):
    query = Mandate.select(Mandate, Donor, Opd).join(Donor).join(Opd)
    return query.where(Mandate.state == rules.SIGNED, place.holds(Donor.opd))


def _waiting(row: Mandate, lacks: list[str]) -> Waiting:
    donor = row.donor
    signed_on = local(row.signed_at).date()
    return Waiting(
        no=row.no,
        name=donor.name,
        opd=donor.opd.code,
        unit=donor.opd.name,
        people=row.people,
        signed_on=signed_on,
        days_left=days_left(row),
        asked_again=row.copies_asked_at is not None,
        lacks=lacks,
    )
