"""A KPJ that BPJS itself has named is the admin's to change: by it BPJS, card and hospital find the person."""

from collections.abc import Mapping

from db.models import Membership
from kiosk.domain.words import N_
from kiosk.services.acting import Actor, Refused
from kiosk.services.membership_lookups import ANSWER

FROM_BPJS = N_(
    "KPJ orang ini diberikan BPJS, maka hanya admin yang dapat mengubahnya. Beri tahu admin bila BPJS menyebut nomor "
    "lain."
)


class KpjFromBpjs(Refused):
    """Nothing of the correction is kept; the other fields may be sent again."""

    def __init__(self):
        super().__init__(FROM_BPJS)


def is_from_bpjs(worker_id: int) -> bool:
    """Whether BPJS has named a number in an answer about this person."""
    named = (Membership.source == ANSWER) & Membership.kpj_hash.is_null(False)
    return Membership.select().where(Membership.worker == worker_id, named).exists()


def require(worker_id: int, changed: Mapping, by: Actor) -> None:
    """`changed` are the fields a correction would change. Raises KpjFromBpjs."""
    if "kpj" in changed and by.role != "admin" and is_from_bpjs(worker_id):
        raise KpjFromBpjs
