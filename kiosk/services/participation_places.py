"""A department with all that lies below it, as a reader asks for it by its code; `kota` is the whole city."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.models import Opd
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor, NotThere

CITY = "kota"
CITY_NAME = N_("Semua OPD")


@dataclass(frozen=True)
class Place:
    """`ids` are the department's and those of all below it; None for the whole city."""

    code: str
    name: str
    ids: tuple[int, ...] | None = None
    above: str = ""  # the code of what it lies below
    own: bool = False  # the department itself alone, without its units

    @property
    def is_city(self) -> bool:
        return self.ids is None

    def holds(self, opd_column):
        """The condition that a row's department is one of these."""
        return opd_column.is_null(False) if self.ids is None else opd_column.in_(self.ids)


class Departments:
    """All departments and units, also those of the past: people may still stand there. One query."""

    def __init__(self):
        columns = (Opd.id, Opd.code, Opd.name, Opd.parent.alias("parent_id"), Opd.valid_to)
        rows = list(Opd.select(*columns).order_by(Opd.name, Opd.id).namedtuples())
        self.rows = {row.id: row for row in rows}
        self._by_code = {row.code: row for row in rows}
        self._below: dict[int | None, list[int]] = {}
        for row in rows:
            self._below.setdefault(row.parent_id, []).append(row.id)

    def coded(self, code: str) -> int:
        """The id. Raises NotThere."""
        if code not in self._by_code:
            raise NotThere
        return self._by_code[code].id

    def tops(self) -> list[int]:
        return [row.id for row in self.rows.values() if row.parent_id not in self.rows]

    def children(self, opd_id: int) -> list[int]:
        return self._below.get(opd_id, [])

    def subtree(self, opd_id: int) -> tuple[int, ...]:
        """Itself first; one that is its own ancestor comes once."""
        found = {opd_id: None}
        waiting = [opd_id]
        while waiting:
            new = [below for below in self.children(waiting.pop()) if below not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(found)

    def above(self, opd_id: int) -> Iterator[int]:
        """Itself and those it belongs to."""
        seen: set[int] = set()
        while opd_id in self.rows and opd_id not in seen:
            yield opd_id
            seen.add(opd_id)
            opd_id = self.rows[opd_id].parent_id

    def top(self, opd_id: int) -> int:
        """The department at the top of what it belongs to."""
        return list(self.above(opd_id))[-1]

    def in_force(self, opd_id: int) -> bool:
        valid_to = self.rows[opd_id].valid_to
        return valid_to is None or valid_to >= today()

    def place(self, opd_id: int) -> Place:
        row = self.rows[opd_id]
        above = self.rows.get(row.parent_id)
        return Place(row.code, row.name, self.subtree(opd_id), above.code if above else "")


def place_of(*, code: str, by: Actor, own: bool = False, departments: Departments | None = None) -> Place:
    """With all below it, or `own` without. Raises NotThere, NotAllowed: an OPD's secretary sees the own department and
    those below it."""
    if code == CITY:
        access.require(by.role in SEES_ALL)
        return Place(CITY, CITY_NAME)
    departments = departments or Departments()
    opd_id = departments.coded(code)
    access.require(by.role in SEES_ALL or (by.role == "opd" and by.opd_id in departments.above(opd_id)))
    place = departments.place(opd_id)
    return replace(place, ids=(opd_id,), own=True) if own else place
