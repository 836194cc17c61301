"""A donor presses: picks somebody from the waiting list, lets go of who is not signed for (naming somebody of the
neighbourhood: pledge_nominations). Each press acts once.

Order of holding: donor, mandate → people → months."""

from collections.abc import Callable

from db.models import Donor, Pledge, Worker
from kiosk.domain import pledges as rules
from kiosk.domain.words import N_
from kiosk.services import (
    audit,
    pledge_picks,
    pledge_places,
    pledges,
    releases,
    settings,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.donor_own import held_donor
from kiosk.services.once import once
from kiosk.services.pledges import MOST_PICKS

SIGNED_FOR = N_(
    "Orang ini sudah termasuk surat kuasa Anda, maka tidak dapat dilepas di sini. Cabut surat kuasanya bila Anda ingin "
    "berhenti."
)


def pick(*, handle: str, replaces: int | None = None, client_key: str, by: Actor) -> int:
    """Reserve who is meant by `handle` (pledge_picks); with `replaces`, the id of a pledge that ended, they come under
    its mandate. Answers with the pledge's id. Raises NotAllowed, NotThere, pledges.AlreadyTaken, Refused, KeyInUse."""
    worker = pledge_picks.person_meant(handle, by)
    return press(
        "pledge.pick",
        {"worker": worker.id, "replaces": replaces or 0},
        client_key,
        by,
        lambda donor: reserve_in_place(donor, worker, rules.PICKED, replaces=replaces, by=by),
    )


def let_go(*, pledge_id: int, client_key: str, by: Actor) -> int:
    """They wait again. Raises NotAllowed, NotThere for anybody else's, Refused once it is signed for."""
    return press(
        "pledge.let_go", {"pledge": pledge_id}, client_key, by, lambda donor: _let_go(donor, pledge_id, by)
    )


def most_reserved() -> int:
    """How many may be reserved before a mandate is signed."""
    return settings.whole(MOST_PICKS)


def own_reservation(*, pledge_id: int, donor: Donor) -> Pledge:
    """With its worker. Raises NotThere."""
    rows = Pledge.select(Pledge, Worker).join(Worker)
    found = rows.where(Pledge.id == pledge_id, Pledge.donor == donor, Pledge.ended_at.is_null()).first()
    if found is None:
        raise NotThere
    return found


def press(purpose: str, content: dict, client_key: str, by: Actor, make: Callable[[Donor], Pledge]) -> int:
    """Once per key, with the donor held; answers with the id of the pledge that `make` gives."""
    answer, _first = once(
        key=client_key,
        purpose=purpose,
        content=content,
        by=by,
        make=lambda: str(make(held_donor(by)).id),
    )
    return int(answer)


def reserve_in_place(
    donor: Donor, worker: Worker, kind: str, *, relation: str = "", replaces: int | None, by: Actor
) -> Pledge:
    """In the caller's transaction, which holds the donor; `replaces` is the id of the pledge whose place is taken."""
    place = pledge_places.place_of(donor, replaces) if replaces else None
    made = pledges.reserve(donor=donor, worker=worker, kind=kind, relation=relation, replaces=place, by=by)
    if place:
        pledge_places.take(place, made)
    return made


def _let_go(donor: Donor, pledge_id: int, by: Actor) -> Pledge:
    pledge = own_reservation(pledge_id=pledge_id, donor=donor)
    if pledge.mandate_id:
        raise Refused(SIGNED_FOR)
    pledges.end([pledge], why=rules.LET_GO, release_why=releases.REVOKED, by=by)
    audit.record("pekerja.dilepas_donatur", by=by, kind="pekerja", subject=pledge.worker.reg_no)
    return pledge
