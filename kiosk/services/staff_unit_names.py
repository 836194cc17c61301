"""A unit below a department gets another name, as people there call it."""

from dataclasses import dataclass

from db.connection import in_turn, writing
from db.models import Opd
from kiosk.domain.staff_unit_paths import read_unit as read_path
from kiosk.domain.staff_unit_paths import unit_path
from kiosk.domain.words import N_, has_long_number
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.staff_import_files import may_change
from kiosk.services.staff_units import UNIT, UNITS, OpdTree

LONGEST = 120
NO_NAME = N_(
    "Nama ini tidak dapat dipakai. Tulis satu nama unit saja, misalnya Seksi Statistik, tanpa nomor panjang."
)
NAME_TAKEN = N_("Di tempat yang sama sudah ada unit %(name)s. Pilih nama lain.")
NO_UNIT = N_("Hanya nama unit yang dapat diubah di sini; nama OPD mengikuti daftar resmi kota.")


@dataclass(frozen=True)
class NamedUnit:
    """`above` is the name of what it lies below; only a unit's name `may_be_changed`."""

    opd: Opd
    above: str
    may_be_changed: bool


def unit_of(*, code: str, by: Actor) -> NamedUnit:
    """Raises NotThere, NotAllowed."""
    opd = _seen_by(by, code)
    return NamedUnit(opd, opd.parent.name if opd.parent_id else "", opd.kind == UNIT and may_change(by))


def rename(*, code: str, name: str, by: Actor) -> None:
    """The same name again changes nothing. Raises NotThere, NotAllowed, Refused (no unit, no name of one, taken beside
    it)."""
    unit = _seen_by(by, code)
    access.require(may_change(by))
    if unit.kind != UNIT:
        raise Refused(NO_UNIT)
    with writing():
        in_turn(UNITS)
        before = Opd.get_by_id(unit.id).name
        _require_free(unit, name)
        if name != before:
            Opd.update(name=name).where(Opd.id == unit.id).execute()
            audit.record("pegawai.unit_dinamai", by=by, kind="opd", subject=code, dari=before, ke=name)


def _seen_by(by: Actor, code: str) -> Opd:
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd))
    return opd


def _require_free(unit: Opd, name: str) -> None:
    path, remarks = read_path(name)
    if unit_path(path) != (name,) or remarks or len(name) > LONGEST or has_long_number(name):
        raise Refused(NO_NAME)
    same = OpdTree().child(unit.parent_id, name)
    if same not in (None, unit.id):
        raise Refused(NAME_TAKEN, name=Opd.get_by_id(same).name)
