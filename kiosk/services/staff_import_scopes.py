"""Whose rosters a file speaks of, and which other file speaks of the same."""

from collections.abc import Iterable

from db.models import StaffImport
from kiosk.services.staff_import_files import APPLIED, APPLYING
from kiosk.services.staff_import_mended import is_mended
from kiosk.services.staff_units import OpdTree


def is_outdated(staff_import: StaffImport) -> bool:
    """Whether a file that came later has been applied to rosters that this one speaks of."""
    return newer_applied(staff_import) is not None


def newer_applied(staff_import: StaffImport) -> StaffImport | None:
    """A whole roster that came later; mended rows by themselves replace none."""
    rows = StaffImport.select().where(StaffImport.state == APPLIED, StaffImport.id > staff_import.id)
    whole = (row for row in rows.order_by(StaffImport.id.desc()) if not is_mended(row))
    return _first_touching(staff_import, whole)


def outdated_among(staff_imports: Iterable[StaffImport]) -> set[int]:
    """The ids of those that newer_applied would find one for; as many questions for many as for few."""
    ids = {row.id: row for row in staff_imports}
    if not ids:
        return set()
    rows = StaffImport.select().where(StaffImport.state == APPLIED, StaffImport.id > min(ids))
    tree, whole = OpdTree(), [row for row in rows if not is_mended(row)]
    return {
        number
        for number, row in ids.items()
        if any(other.id > number and _touch(tree, row.opd_id, other.opd_id) for other in whole)
    }


def applied_since_read(staff_import: StaffImport) -> StaffImport | None:
    """A file by which those rosters were changed after this one was compared with them."""
    rows = StaffImport.select().where(
        StaffImport.state == APPLIED, StaffImport.applied_at > staff_import.read_at
    )
    return _first_touching(staff_import, rows.where(StaffImport.id != staff_import.id))


def being_applied(staff_import: StaffImport) -> StaffImport | None:
    """Another file that is being applied to those rosters."""
    rows = StaffImport.select().where(StaffImport.state == APPLYING, StaffImport.id != staff_import.id)
    return _first_touching(staff_import, rows)


def _first_touching(staff_import: StaffImport, others) -> StaffImport | None:
    rows = list(others)
    if not rows:
        return None
    tree, own = OpdTree(), staff_import.opd_id
    return next((row for row in rows if _touch(tree, own, row.opd_id)), None)


def _touch(tree: OpdTree, one: int | None, other: int | None) -> bool:
    """One lies in the other; the whole city holds all."""
    return None in (one, other) or one in tree.above(other) or other in tree.above(one)
