"""Units in which nobody stands any more are closed: they are offered no longer, and what was written of them stays."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from db.connection import in_turn, writing
from db.models import Donor, Opd, StaffImport, StaffMember, User
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.staff_import_files import APPLYING, may_change
from kiosk.services.staff_imports import ROSTERS
from kiosk.services.staff_unit_counts import Unit, units_below
from kiosk.services.staff_units import UNIT, OpdTree

NOT_EMPTY = N_("Unit %(name)s tidak kosong lagi, maka tidak ada yang ditutup. Periksa daftarnya sekali lagi.")
BEING_WRITTEN = N_(
    "Sebuah daftar pegawai sedang diterapkan. Tunggu sampai selesai, lalu tekan Tutup sekali lagi."
)


def empty_units(*, code: str, by: Actor) -> tuple[Opd, list[Unit]]:
    """The department, and the units from it down in which, and below which, nobody stands and no account belongs.
    Raises NotThere, NotAllowed."""
    opd, tree = _seen_by(by, code), OpdTree()
    return opd, empty_in(tree, opd)


def empty_in(tree: OpdTree, opd: Opd) -> list[Unit]:
    """Three questions, however many units there are."""
    taken = _where_somebody_is(tree, tree.subtree(opd.id))
    here = [Unit(opd.code, opd.name, 0, 0)] if opd.kind == UNIT and tree.has(opd.id) else []
    return [unit for unit in (*here, *units_below(tree, opd.id, {})) if tree.coded(unit.code) not in taken]


def close(*, code: str, units: Collection[str], by: Actor) -> int:
    """Those of these codes, all empty still, which the press has shown; how many were open until now. Who left them
    stands in the list of leavers of what lies above. Raises NotThere, NotAllowed, Refused."""
    opd = _seen_by(by, code)
    access.require(may_change(by))
    with writing():
        in_turn(ROSTERS)
        if StaffImport.select().where(StaffImport.state == APPLYING).exists():
            raise Refused(BEING_WRITTEN)
        tree = OpdTree()
        ids = _open_ids(tree, opd, units)
        for unit_id in ids:
            _close(tree, unit_id, ids, by)
    return len(ids)


def _seen_by(by: Actor, code: str) -> Opd:
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd))
    return opd


def _where_somebody_is(tree: OpdTree, within: list[int]) -> set[int]:
    """Units with people or accounts, and all above them."""
    asked = (
        StaffMember.select(StaffMember.opd).where(StaffMember.active, StaffMember.opd.in_(within)),
        User.select(User.opd).where(User.opd.in_(within)),
        Donor.select(Donor.opd).where(Donor.opd.in_(within)),
    )
    found = {opd_id for query in asked for (opd_id,) in query.distinct().tuples()}
    return {above for one in found for above in tree.above(one)}


def _open_ids(tree: OpdTree, opd: Opd, codes: Collection[str]) -> list[int]:
    """One that is closed already is left; one that is not empty, or lies elsewhere, refuses all."""
    empty = {unit.code for unit in empty_in(tree, opd)}
    for name in _not_empty(tree, set(codes) - empty):
        raise Refused(NOT_EMPTY, name=name)
    return [tree.coded(code) for code in sorted(empty & set(codes))]


def _not_empty(tree: OpdTree, codes: Collection[str]) -> Iterator[str]:
    return (tree[tree.coded(code)].name for code in sorted(codes) if tree.coded(code))


def _close(tree: OpdTree, unit_id: int, closing: Collection[int], by: Actor) -> None:
    stays = next(one for one in tree.above(unit_id) if one not in closing)
    StaffMember.update(opd=stays).where(StaffMember.opd == unit_id).execute()
    Opd.update(valid_to=today() - timedelta(days=1)).where(Opd.id == unit_id).execute()
    audit.record("pegawai.unit_ditutup", by=by, kind="opd", subject=tree[unit_id].code)
