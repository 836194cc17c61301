"""Somebody on the roster of one department whom the file of another names: they stay where they are until that
department agrees, or names them no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db.connection import held, writing
from db.kept import KeptQuery
from db.models import Opd, StaffMember
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, staff_donors, staff_move_notices
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.staff_import_files import may_change
from kiosk.services.staff_units import OpdTree

MOST = 50  # shown at a time; answered, the next come
ANSWERED = N_(
    "Permintaan ini sudah dijawab, atau berubah sejak halaman ini dibuka. Periksa daftarnya sekali lagi."
)

_wanted = KeptQuery(
    lambda slot: StaffMember.update(wanted_by=slot("opd"), wanted_at=slot("at")).where(
        StaffMember.id == slot("id"), StaffMember.wanted_by.is_null()
    )
)


@dataclass(frozen=True)
class MoveAsked:
    """`place` is the code of the department or unit where they stand, `to` that of the department which asks."""

    staff_id: int
    name: str
    place: str
    place_name: str
    to: str
    to_name: str
    since: datetime


def asked_in(tree: OpdTree, within: list[int] | None) -> list[MoveAsked]:
    """Of people who stand in these departments and units, in any without; the first first, at most MOST."""
    rows = StaffMember.select().where(StaffMember.active, StaffMember.wanted_by.is_null(False))
    rows = rows if within is None else rows.where(StaffMember.opd.in_(within))
    return [_shown(row, tree) for row in rows.order_by(StaffMember.wanted_at, StaffMember.id).limit(MOST)]


def _shown(row: StaffMember, tree: OpdTree) -> MoveAsked:
    place, to = tree[row.opd_id], tree[tree.top(row.wanted_by_id)]
    return MoveAsked(row.id, row.name, place.code, place.name, to.code, to.name, row.wanted_at)


def ask(wanted: Iterable[tuple[int, int, int]], *, tree: OpdTree, source: str) -> None:
    """In the caller's transaction: of each the id of who is wanted, of where they stand, of where to. Whom somebody
    wants already stays with that wish. Their departments are told, once for each file."""
    wanted, now = list(wanted), utc_now()
    _wanted.change_all([{"id": staff_id, "opd": to, "at": now} for staff_id, _from, to in wanted])
    staff_move_notices.asked({place for _id, place, _to in wanted}, tree=tree, source=source)


def answer(*, code: str, staff_id: int, to: str, agreed: bool, by: Actor) -> str:
    """The department `code` lets somebody of its own go to the department `to`, or keeps them; answers with the name.
    Raises NotThere, NotAllowed, Refused (answered before, or asked by another now)."""
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd) and may_change(by))
    nip = _nip_of(staff_id)
    with writing():
        tree, donors = OpdTree(), staff_donors.hold_verified([nip])
        staff = held(StaffMember.select().where(StaffMember.id == staff_id)).get()
        if opd.id not in tree.above(staff.opd_id):
            raise NotThere
        if staff.wanted_by_id is None or tree[tree.top(staff.wanted_by_id)].code != to:
            raise Refused(ANSWERED)
        if agreed:
            _move([staff], donors, tree, f"{staff.id}:{staff.wanted_at:%Y%m%d%H%M%S}", by)
        else:
            _forget(staff.id)
        _record("pegawai.pindah_disetujui" if agreed else "pegawai.pindah_ditolak", staff, tree, to, by)
    return staff.name


def _nip_of(staff_id: int) -> str:
    staff = StaffMember.get_or_none(StaffMember.id == staff_id)
    if staff is None:
        raise NotThere
    return staff.nip


def _record(action: str, staff: StaffMember, tree: OpdTree, to: str, by: Actor) -> None:
    said = {"dari": tree[tree.top(staff.opd_id)].code, "ke": to}
    audit.record(action, by=by, kind="pegawai", subject=str(staff.id), **said)


def let_go(nips: list[str], *, scope: list[int], tree: OpdTree, source: str, by: Actor) -> None:
    """In the caller's transaction: whom their own roster names no more, and another department wants, moves there."""
    rows = StaffMember.select().where(
        StaffMember.nip.in_(nips), StaffMember.active, StaffMember.opd.in_(scope)
    )
    wanted = [
        row for row in rows.where(StaffMember.wanted_by.is_null(False)) if row.wanted_by_id not in scope
    ]
    if wanted:
        _move(wanted, staff_donors.hold_verified([row.nip for row in wanted]), tree, source, by)


def settle_moved(nips: Iterable[str]) -> None:
    """In the caller's transaction: who has been moved otherwise is wanted no more."""
    StaffMember.update(wanted_by=None, wanted_at=None).where(
        StaffMember.nip.in_(list(nips)), StaffMember.wanted_by.is_null(False)
    ).execute()


def _move(members: list[StaffMember], donors: list, tree: OpdTree, source: str, by: Actor) -> None:
    places = {row.nip: tree.in_force(row.wanted_by_id) for row in members}
    for row in members:
        _forget(row.id, opd=places[row.nip])
    staff_donors.move(donors, places, tree, source=source, by=by)
    staff_move_notices.moved({row.opd_id for row in members}, tree=tree, source=source)


def _forget(staff_id: int, **more) -> None:
    StaffMember.update(wanted_by=None, wanted_at=None, **more).where(StaffMember.id == staff_id).execute()
