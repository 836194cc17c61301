"""Before somebody comes under a mandate that is signed already: who takes whose place. The press itself is
pledge_taking.pick; what it does cannot be undone, since their name is told at once."""

from dataclasses import dataclass

from db.models import Donor, Pledge
from kiosk.domain.words import initials
from kiosk.services import donor_workers, places, pledge_picks, pledge_places, pledges
from kiosk.services.acting import Actor, NotThere
from kiosk.services.donor_workers import OwnWorker
from kiosk.services.pledge_places import PlaceFilled


@dataclass(frozen=True)
class Swap:
    """`gone` as the donor knows them, the newcomer as the waiting list has them; `mandate_no` is whose place it is.
    `is_same`: somebody who was taken for dead comes back."""

    gone: OwnWorker
    initials: str
    occupation: str
    area: str
    mandate_no: str
    is_same: bool


def swap(*, place_id: int, handle: str, donor: Donor, by: Actor) -> Swap:
    """`handle` is of the list (pledge_picks), `place_id` the pledge whose place is taken. Raises NotThere for anybody
    else's place, PlaceFilled, Refused where the newcomer is not to be had any more."""
    gone = _place_at(place_id, donor)
    worker = pledge_picks.person_meant(handle, by)
    pledges.require_waiting(worker)
    return Swap(
        gone=gone,
        initials=initials(worker.name),
        occupation=worker.occupation_id,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        mandate_no=gone.mandate_no,
        is_same=Pledge.get_by_id(place_id).worker_id == worker.id,
    )


def _place_at(place_id: int, donor: Donor) -> OwnWorker:
    if not Pledge.select().where(Pledge.id == place_id, Pledge.donor == donor).exists():
        raise NotThere
    found = next((one for one in pledge_places.open_places(donor) if one.id == place_id), None)
    if found is None:
        raise PlaceFilled
    return donor_workers.reserved_one(found)
