"""Rows of a roster written: people placed in their units, those of another department asked for, those who left."""

from collections.abc import Mapping, Sequence

from db.kept import KeptQuery
from db.models import Donor, StaffImport, StaffImportRow, StaffMember
from kiosk.domain.asn_statuses import status_by_nip
from kiosk.domain.clock import today
from kiosk.services import staff_donors, staff_move_notices, staff_moves
from kiosk.services.acting import Actor
from kiosk.services.staff_import_members import Member, members_of
from kiosk.services.staff_reach import Reach
from kiosk.services.staff_units import OpdTree

_changed = KeptQuery(
    lambda slot: StaffMember.update(
        opd=slot("opd"), name=slot("name"), jabatan=slot("jabatan"), status_asn=slot("status"),
        active=slot("active"), left_on=slot("left_on"),
    ).where(StaffMember.id == slot("id"))
)  # fmt: skip


class Placing:
    """Puts rows on the rosters; the tree of departments grows by the units that are made."""

    def __init__(self, staff_import: StaffImport, by: Actor):
        self._tree, self._no, self._by = OpdTree(), staff_import.no, by
        self._reach = Reach(staff_import)

    def __call__(self, portion: Sequence[StaffImportRow]) -> None:
        """Whether somebody has to be asked for is judged by where they stand now, whatever was shown."""
        donors = staff_donors.hold_verified([row.nip for row in portion])
        known = members_of([row.nip for row in portion])
        rows = [row for row in portion if not self._has_to_be_asked(known.get(row.nip))]
        if rows:
            self._write(rows, known, donors)
        wanted = [row for row in portion if self._has_to_be_asked(known.get(row.nip))]
        if wanted:
            self._ask(wanted, known)

    def _has_to_be_asked(self, member: Member | None) -> bool:
        return member is not None and member.active and not self._reach.holds(self._tree, member.opd_id)

    def _ask(self, rows: Sequence[StaffImportRow], known: Mapping[str, Member]) -> None:
        """No unit is made for whom another department may keep."""
        wanted = []
        for row in rows:
            base = self._tree.in_force(row.opd_id)
            place, member = self._tree.unit_below(base, row.unit) or base, known[row.nip]
            wanted.append((member.id, member.opd_id, place))
        staff_moves.ask(wanted, tree=self._tree, source=self._no)

    def _write(
        self, rows: Sequence[StaffImportRow], known: Mapping[str, Member], donors: Sequence[Donor]
    ) -> None:
        places = {row.nip: self._place(row) for row in rows}
        _changed.change_all(
            [_after(row, places[row.nip], known[row.nip]) for row in rows if row.nip in known]
        )
        new = [_new(row, places[row.nip]) for row in rows if row.nip not in known]
        if new:
            StaffMember.insert_many(new).on_conflict(
                conflict_target=[StaffMember.nip],
                preserve=[StaffMember.opd, StaffMember.name, StaffMember.status_asn, StaffMember.active],
            ).execute()
        placed = [donor for donor in donors if donor.nip in places]
        staff_donors.move(placed, places, self._tree, source=self._no, by=self._by)
        self._settle([known[nip] for nip in places if nip in known], places)

    def _settle(self, members: Sequence[Member], places: Mapping[str, int]) -> None:
        """Who comes from another department is wanted no more, and that one is told."""
        tops = {
            opd_id: self._tree.top(opd_id) for opd_id in {*places.values(), *(one.opd_id for one in members)}
        }
        gone = [one for one in members if tops[one.opd_id] != tops[places[one.nip]]]
        if gone:
            staff_moves.settle_moved(one.nip for one in gone)
            from_there = {one.opd_id for one in gone if one.active}
            staff_move_notices.moved(from_there, tree=self._tree, source=self._no)

    def _place(self, row: StaffImportRow) -> int:
        base = self._tree.in_force(row.opd_id)
        return self._tree.unit_below(base, row.unit) or self._tree.make_unit(base, row.unit)


def _after(row: StaffImportRow, opd_id: int, member: Member) -> dict:
    """What a row leaves empty stays."""
    return {
        "id": member.id,
        "opd": opd_id,
        "name": row.name,
        "jabatan": row.jabatan or member.jabatan,
        "status": row.status_asn or member.status_asn,
        "active": True,
        "left_on": None,
    }


def _new(row: StaffImportRow, opd_id: int) -> dict:
    return {
        "opd": opd_id,
        "nip": row.nip,
        "name": row.name,
        "jabatan": row.jabatan,
        "status_asn": row.status_asn or status_by_nip(row.nip),
        "active": True,
    }


class Leaving:
    """Whom another roster has taken meanwhile has not left; whom another department asks for goes there."""

    def __init__(self, scope: list[int], no: str, by: Actor):
        self._scope, self._no, self._by, self._tree = scope, no, by, OpdTree()

    def __call__(self, rows: Sequence[StaffImportRow]) -> None:
        nips = [row.nip for row in rows]
        staff_moves.let_go(nips, scope=self._scope, tree=self._tree, source=self._no, by=self._by)
        StaffMember.update(active=False, left_on=today(), wanted_by=None, wanted_at=None).where(
            StaffMember.nip.in_(nips), StaffMember.active, StaffMember.opd.in_(self._scope)
        ).execute()
