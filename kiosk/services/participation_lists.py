"""The lists behind the figures of a department's participation: which mandates are in force, which workers stand under
them; participation_staff has the staff. Each is given a place that its reader was let see (participation_places). No
NIK anywhere; of a worker initials, occupation and kelurahan."""

from dataclasses import dataclass
from datetime import date

from db.models import Donor, Mandate, Opd, Pledge, Worker
from kiosk.domain.words import initials
from kiosk.services import ledger, places
from kiosk.services.participation_places import Place
from kiosk.services.participation_queries import (
    is_protected_today,
    mandates_in_force,
    pledges_registered,
)

PAGE = 50


@dataclass(frozen=True)
class MandateLine:
    """In force: at most `limit` rupiah a month, for at most `people`; `opd` is the code of the donor's department."""

    no: str
    name: str
    opd: str
    unit: str
    people: int
    limit: int
    first_month: date
    revoked_on: date | None


@dataclass(frozen=True)
class WorkerLine:
    """`state` is one of domain/protection; `donor` is the civil servant who takes them on. `initials` are empty of who
    is frozen."""

    initials: str
    occupation: str
    area: str
    donor: str
    state: object


@dataclass(frozen=True)
class Listed:
    """A page of a list, and of how many lines in all."""

    place: Place
    lines: list
    total: int


def mandates(*, place: Place, page: int = 1) -> Listed:
    """Those in force today, by their donors' names."""
    query = mandates_in_force().select(Mandate, Donor, Opd).join(Opd).where(place.holds(Donor.opd))
    rows = page_of(query.order_by(Donor.name, Mandate.id), page)
    return Listed(place, [_mandate_line(row) for row in rows], query.count())


def workers(*, place: Place, active: bool = False, page: int = 1) -> Listed:
    """Those under mandates; with `active` only who is protected today."""
    query = pledges_registered().select(Pledge, Donor, Worker).switch(Pledge).join(Worker)
    query = query.where(place.holds(Donor.opd))
    if active:
        query = query.where(is_protected_today())
    rows = page_of(query.order_by(Donor.name, Pledge.id), page)
    states = ledger.protections([row.worker_id for row in rows])
    return Listed(place, [_worker_line(row, states[row.worker_id]) for row in rows], query.count())


def page_of(query, page: int) -> list:
    return list(query.offset((page - 1) * PAGE).limit(PAGE))


def _mandate_line(row: Mandate) -> MandateLine:
    donor = row.donor
    return MandateLine(
        row.no,
        donor.name,
        donor.opd.code,
        donor.opd.name,
        row.people,
        row.limit_amount,
        row.first_month,
        row.revoked_on,
    )


def _worker_line(row: Pledge, state) -> WorkerLine:
    worker = row.worker
    return WorkerLine(
        "" if worker.frozen_at else initials(worker.name),
        worker.occupation_id,
        places.area_name(worker.kelurahan_id, worker.home_regency),
        row.donor.name,
        state,
    )
