"""Who stands on the rosters that a file speaks of, and is not in it. Somebody whose row is wrong is not taken for
gone."""

from peewee import fn

from db.connection import held, writing
from db.kept import KeptInsert
from db.models import StaffImport, StaffImportRow, StaffMember
from kiosk.domain.names import place_key
from kiosk.domain.staff_fates import LEAVING, SAME, WRITTEN, WRONG
from kiosk.services.staff_import_files import STORED
from kiosk.services.staff_units import OpdTree

PORTION = 200

_rows = KeptInsert(StaffImportRow)


def write(staff_import: StaffImport) -> None:
    """As rows of the import with numbers below zero, some in a transaction; those that are written are not written
    twice."""
    scope, wrong, after = scope_of(staff_import), _wrong_names(staff_import), 0
    while scope and after is not None:
        after = _write_portion(staff_import, scope, wrong, after)


def staff_now(staff_import: StaffImport) -> int:
    """How many active people stand on the rosters that this file speaks of."""
    scope = scope_of(staff_import)
    return StaffMember.select().where(StaffMember.active, StaffMember.opd.in_(scope)).count() if scope else 0


def scope_of(staff_import: StaffImport) -> list[int]:
    """The department and all below it; of a file of the whole city those departments that it names somebody of, since
    one that it does not name may have been left out."""
    tree = OpdTree()
    if staff_import.opd_id:
        return tree.subtree(staff_import.opd_id)
    rows = StaffImportRow.select(StaffImportRow.opd).distinct()
    named = rows.where(StaffImportRow.staff_import == staff_import, StaffImportRow.fate.in_((*WRITTEN, SAME)))
    tops = {list(tree.above(opd_id))[-1] for (opd_id,) in named.tuples()}
    return [below for top in sorted(tops) for below in tree.subtree(top)]


def _wrong_names(staff_import: StaffImport) -> set[int]:
    """A number for each name that stands in a wrong row: names themselves would fill the memory."""
    rows = StaffImportRow.select(StaffImportRow.name)
    wrong = rows.where(StaffImportRow.staff_import == staff_import, StaffImportRow.fate == WRONG)
    return {_name_number(name) for (name,) in wrong.tuples().iterator()}


def _name_number(name: str) -> int:
    """Degrees after a comma are no part of the name."""
    return hash(place_key(name.split(",")[0]))


def _write_portion(staff_import: StaffImport, scope: list[int], wrong: set[int], after: int) -> int | None:
    """The id up to which people were looked at, None at the end, and where the file was dropped meanwhile."""
    with writing():
        current = held(StaffImport.select().where(StaffImport.id == staff_import.id)).get()
        gone = list(_gone(staff_import, scope, after)) if current.state == STORED else []
        number = _last_number(staff_import)
        leaving = [row for row in gone if _name_number(row.name) not in wrong]
        _rows.add_all([_values(staff_import, row, number - at) for at, row in enumerate(leaving, 1)])
    return gone[-1].id if len(gone) == PORTION else None


def _gone(staff_import: StaffImport, scope: list[int], after: int):
    named = StaffImportRow.select().where(
        StaffImportRow.staff_import == staff_import, StaffImportRow.nip == StaffMember.nip
    )
    rows = StaffMember.select().where(StaffMember.active, StaffMember.opd.in_(scope), StaffMember.id > after)
    return rows.where(~fn.EXISTS(named)).order_by(StaffMember.id).limit(PORTION)


def _last_number(staff_import: StaffImport) -> int:
    """Of those that are written, 0 where none is."""
    lowest = StaffImportRow.select(fn.MIN(StaffImportRow.number))
    return min(lowest.where(StaffImportRow.staff_import == staff_import).scalar() or 0, 0)


def _values(staff_import: StaffImport, member: StaffMember, number: int) -> dict:
    return {
        "staff_import": staff_import.id,
        "number": number,
        "opd": member.opd_id,
        "nip": member.nip,
        "name": member.name,
        "jabatan": member.jabatan,
        "status_asn": member.status_asn,
        "fate": LEAVING,
        "findings": [],
    }
