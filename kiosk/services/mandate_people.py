"""Whom a mandate is for, as the donor's department may know them: initials, occupation, kelurahan."""

from dataclasses import dataclass

from db.models import Mandate, Worker
from kiosk.domain.words import initials
from kiosk.services import places, pledges


@dataclass(frozen=True)
class Person:
    """Somebody under the mandate."""

    initials: str
    occupation: str
    area: str


def people_under(mandate: Mandate) -> list[Person]:
    """In the order in which they came."""
    return [_person(one.worker) for one in pledges.live_under(mandate)]


def _person(worker: Worker) -> Person:
    area = places.area_name(worker.kelurahan_id, worker.home_regency)
    return Person(initials(worker.name), worker.occupation_id, area)
