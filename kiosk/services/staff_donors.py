"""A donor who appears on another department's roster moves along; their mandates stay as they are. Only one whom a
department has verified: anybody may write down a NIP."""

from collections.abc import Iterable, Mapping

from db.connection import held
from db.models import Donor, User
from kiosk.services import audit, staff_move_notices
from kiosk.services.acting import Actor
from kiosk.services.staff_units import OpdTree


def hold_verified(nips: Iterable[str]) -> list[Donor]:
    """In the caller's transaction, before anything else of it: the verified donors of these NIPs."""
    rows = Donor.select().where(Donor.nip.in_(list(nips)), Donor.verified_at.is_null(False))
    return list(held(rows.order_by(Donor.id)))


def move(donors: list[Donor], places: Mapping[str, int], tree: OpdTree, *, source: str, by: Actor) -> None:
    """`places` is NIP → department or unit. One who stands in the department of theirs, or below it, stays."""
    for donor in donors:
        opd_id = places[donor.nip]
        if donor.opd_id not in tree.above(opd_id):
            _move(donor, tree, opd_id, source, by)


def _move(donor: Donor, tree: OpdTree, opd_id: int, source: str, by: Actor) -> None:
    said = {"dari": tree[donor.opd_id].code, "ke": tree[opd_id].code, "daftar": source}
    Donor.update(opd=opd_id).where(Donor.id == donor.id).execute()
    User.update(opd=opd_id).where(User.id == donor.user_id).execute()
    if tree.top(donor.opd_id) != tree.top(opd_id):
        staff_move_notices.tell_donor(donor, tree[tree.top(opd_id)], source=source)
    audit.record("donatur.pindah_opd", by=by, kind="donatur", subject=str(donor.id), **said)
