"""Departments and the units below them as a tree, looked through by how people write their names."""

from collections.abc import Collection, Iterator

from db.connection import in_turn
from db.models import Opd
from kiosk.domain.clock import today
from kiosk.domain.opd_names import fresh_code, keys_of, opd_key
from kiosk.domain.staff_unit_paths import unit_path

UNITS = 47  # one who makes units at a time: two rosters may name the same
UNIT = "unit"  # kind


def is_in_force():
    """The condition that a department or unit has not been closed."""
    return Opd.valid_to.is_null() | (Opd.valid_to >= today())


class OpdTree:
    """All departments and units in force, read once."""

    def __init__(self):
        self._opds: dict[int, Opd] = {}
        self._below: dict[int | None, list[int]] = {}
        self._by_code: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = {}
        self._subtrees: dict[int, list[int]] = {}
        for opd in Opd.select().where(is_in_force()).order_by(Opd.parent.is_null(False), Opd.id):
            self._add(opd)

    def _add(self, opd: Opd) -> None:
        self._opds[opd.id], self._by_code[opd.code] = opd, opd.id
        self._below.setdefault(opd.parent_id, []).append(opd.id)
        for key in keys_of(opd.code, opd.name):
            self._by_key.setdefault(key, []).append(opd.id)
        self._subtrees.clear()

    def __getitem__(self, opd_id: int) -> Opd:
        """One that is in force no more is fetched."""
        return self._opds.get(opd_id) or Opd.get_by_id(opd_id)

    def has(self, opd_id: int) -> bool:
        """Whether it is in force."""
        return opd_id in self._opds

    def coded(self, code: str) -> int | None:
        """The id of the one in force that has this code."""
        return self._by_code.get(code)

    def subtree(self, opd_id: int) -> list[int]:
        """The ids of a department and of all below it, the nearer ones first."""
        if opd_id not in self._subtrees:
            found = [opd_id]
            for one in found:
                found += [below for below in self._below.get(one, ()) if below not in found]
            self._subtrees[opd_id] = found
        return self._subtrees[opd_id]

    def children(self, opd_id: int) -> list[Opd]:
        """What lies right below, by name."""
        return sorted((self._opds[one] for one in self._below.get(opd_id, ())), key=lambda opd: opd.name)

    def above(self, opd_id: int | None) -> Iterator[int]:
        """A department and those it belongs to."""
        seen: set[int] = set()
        while opd_id and opd_id not in seen:
            yield opd_id
            seen.add(opd_id)
            opd_id = self[opd_id].parent_id

    def top(self, opd_id: int) -> int:
        """The department that a unit belongs to in the end."""
        return list(self.above(opd_id))[-1]

    def named(self, text: str, among: Collection[int] | None = None) -> int | None:
        """The id of the department or unit that is meant, one `among` these; departments go before units."""
        found = self._by_key.get(opd_key(text), ())
        return next((one for one in found if among is None or one in among), None)

    def in_force(self, opd_id: int) -> int:
        """The unit, or the nearest above it that is still there."""
        return next((one for one in self.above(opd_id) if one in self._opds), opd_id)

    def unit_below(self, opd_id: int, text: str) -> int | None:
        """The department itself where no unit is named, the unit at the end of this path (domain/staff_unit_paths)
        below it, or None where there is none yet. Each name is looked for right under the one before it: two divisions
        may each have their `Seksi 1`."""
        found: int | None = opd_id
        for name in self._path(opd_id, text):
            found = found and self.child(found, name)
        return found

    def child(self, opd_id: int, name: str) -> int | None:
        """The unit of this name right under the department or unit."""
        return self.named(name, self._below.get(opd_id, ()))

    def make_unit(self, opd_id: int, text: str) -> int:
        """In the caller's transaction: the unit at the end of this path below the department; what of the path is not
        there yet is made."""
        in_turn(UNITS)
        found = opd_id
        for name in self._path(opd_id, text):
            self._look_below(found)
            found = self.child(found, name) or self._made(found, name)
        return found

    def _path(self, opd_id: int, text: str) -> tuple[str, ...]:
        """A path that begins with the department itself goes on from there."""
        path = unit_path(text)
        starts_here = path and self.named(path[0], (opd_id,)) is not None
        return path[1:] if starts_here else path

    def _look_below(self, opd_id: int) -> None:
        """Units that somebody else has made meanwhile."""
        for opd in Opd.select().where(Opd.parent == opd_id, is_in_force()):
            if opd.id not in self._opds:
                self._add(opd)

    def _made(self, opd_id: int, name: str) -> int:
        codes = [code for (code,) in Opd.select(Opd.code).tuples()]
        code = fresh_code(self[opd_id].code, name, codes)
        made = Opd.create(code=code, name=name, kind=UNIT, parent=opd_id, valid_from=today())
        self._add(made)
        return made.id
