"""Whom a roster may place: an admin's everybody, a secretary's only those below the secretary's own department.
Somebody who stands elsewhere comes when that department lets them go."""

from db.models import StaffImport, User
from kiosk.services.staff_units import OpdTree


class Reach:
    """Of one file, by who sent it in."""

    def __init__(self, staff_import: StaffImport):
        sender = User.get_by_id(staff_import.created_by_id)
        self._everywhere, self._opd_id = sender.role == "admin", sender.opd_id

    def holds(self, tree: OpdTree, opd_id: int) -> bool:
        return self._everywhere or self._opd_id in tree.above(opd_id)
