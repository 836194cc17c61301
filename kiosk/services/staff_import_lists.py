"""Rosters that came for a department, or for the whole city, as a list. As many statements for many as for few."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.models import Opd, StaffImport
from kiosk.domain.staff_fates import may_be_applied
from kiosk.services import staff_import_scopes, staff_moves
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.staff_import_files import READ, department_seen_by
from kiosk.services.staff_import_pages import PAGE, names_of
from kiosk.services.staff_moves import MoveAsked
from kiosk.services.staff_units import OpdTree


@dataclass(frozen=True)
class RosterInList:
    """`outdated`: read, and overtaken by one that was applied; `useless`: read, and without a right row."""

    staff_import: StaffImport
    sent_by: str
    outdated: bool
    useless: bool


def moves_asked(opd: Opd | None) -> list[MoveAsked]:
    """Those of any department whom another wants, for the page of the whole city (None)."""
    return staff_moves.asked_in(OpdTree(), None) if opd is None else []


def rosters_of(*, code: str, page: int, by: Actor) -> tuple[Opd | None, list[RosterInList], bool]:
    """The department (None: the whole city), what came for it, newest first, and whether more follow. Raises NotThere,
    NotAllowed."""
    opd = department_seen_by(by, code)
    query = StaffImport.select().where(StaffImport.opd == opd if opd else StaffImport.opd.is_null())
    rows, follows = one_page(query.order_by(StaffImport.id.desc()), page=page, size=PAGE)
    names = names_of({row.created_by_id for row in rows})
    read = [row for row in rows if row.state == READ]
    outdated = staff_import_scopes.outdated_among(read)
    useless = {row.id for row in read if not may_be_applied(row.counts or {})}
    return opd, [_in_list(row, names, outdated, useless) for row in rows], follows


def _in_list(
    row: StaffImport, names: Mapping[int, str], outdated: set[int], useless: set[int]
) -> RosterInList:
    return RosterInList(row, names.get(row.created_by_id, ""), row.id in outdated, row.id in useless)
