"""A donor names somebody of the neighbourhood: enrolled with consent and reserved, by one press. Of somebody enrolled
already is told only where NIK, name and birth date agree and they wait; all others are one sentence, so that nobody
learns which NIK is on record."""

from collections.abc import Callable
from dataclasses import dataclass

from db.models import Donor, Pledge, Worker
from kiosk.domain import pledges as rules
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.names import names_prove
from kiosk.domain.words import N_, initials
from kiosk.services import enrolment, known_people, pledge_places, pledges, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.pledge_taking import press, reserve_in_place
from kiosk.services.worker_rows import AlreadyEnrolled

NOT_HERE = N_(
    "Orang ini tidak dapat diusulkan di sini. Ajak orangnya ke pos kelurahan; petugas memeriksanya."
)
WAITS = N_("Orang ini sudah terdaftar dan belum ada penanggungnya.")


class KnownAndWaiting(Refused):
    """Somebody enrolled already, whose name and birth date were typed as on record: `initials` may be shown."""

    def __init__(self, worker: Worker):
        super().__init__(WAITS)
        self.initials = initials(worker.name)


@dataclass(frozen=True)
class Nomination:
    """`relation` is one of domain/pledges.RELATIONS. With `take_known` somebody who is enrolled already and waits is
    taken on. `consent_note`: where the thumb print is, or who the witness was."""

    entry: Enrolment
    relation: str
    take_known: bool = False
    consent_note: str = ""


def nominate(*, wish: Nomination, replaces: int | None = None, client_key: str, by: Actor) -> int:
    """Enrol and reserve somebody whom the donor knows. Raises as pledge_taking.pick, and
    KnownAndWaiting."""
    content = vars(wish.entry) | {
        "relation": wish.relation,
        "take_known": wish.take_known,
        "consent_note": wish.consent_note,
        "replaces": replaces or 0,
    }
    return press(
        "pledge.nominate",
        content,
        client_key,
        by,
        lambda donor: _nominate(donor, wish, replaces, client_key, by),
    )


def _nominate(donor: Donor, wish: Nomination, replaces: int | None, client_key: str, by: Actor) -> Pledge:
    pledges.require_other(donor, safe.index(wish.entry.nik, safe.NIK))
    pledge_places.require_place(
        donor, replaces, occupation=wish.entry.occupation
    )  # before anybody is looked up
    known = known_people.under(wish.entry.nik)
    if known:
        _require_offered(known, wish)
        # Who stands on record under a longer name than was typed stays initials until the mandate is signed.
        worker, kind = known, rules.PICKED
    else:
        worker, kind = _enrolled(wish, client_key, by), rules.NOMINATED
    return reserve_in_place(donor, worker, kind, relation=wish.relation, replaces=replaces, by=by)


def _enrolled(wish: Nomination, client_key: str, by: Actor) -> Worker:
    try:
        return enrolment.enrol_nominated(
            entry=wish.entry, consent_note=wish.consent_note, client_key=client_key, by=by
        )
    except AlreadyEnrolled:  # by somebody else a moment ago
        raise Refused(NOT_HERE) from None


def _require_offered(known: Worker, wish: Nomination) -> None:
    """All is looked at, whatever comes out first: how long it takes tells nothing either."""
    entry = wish.entry
    offered = (
        known.birth_on == entry.birth_on,
        names_prove(entry.name, known.name),
        _holds(pledges.require_waiting, known),
        _holds(pledges.require_fit, known),
    )
    if not all(offered):
        raise Refused(NOT_HERE)
    if not wish.take_known:
        raise KnownAndWaiting(known)


def _holds(require: Callable[[Worker], None], worker: Worker) -> bool:
    try:
        require(worker)
    except Refused:
        return False
    return True
