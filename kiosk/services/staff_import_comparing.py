"""Rows of a roster beside what stands on the rosters: who is new, changed, moved, back, the same, or named twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.models import StaffImport
from kiosk.domain.findings import Finding, block, info
from kiosk.domain.opd_names import opd_key
from kiosk.domain.staff_fates import BACK, CHANGED, MOVED, NEW, SAME, UNIT_MOVED, WAITING, WRONG
from kiosk.domain.staff_rows import StaffRow
from kiosk.domain.words import N_
from kiosk.services.staff_import_members import Member, changes_of, members_of
from kiosk.services.staff_import_twice import NamedTwice
from kiosk.services.staff_reach import Reach
from kiosk.services.staff_units import OpdTree

NO_OPD = N_("Kolom OPD kosong. Dalam daftar untuk seluruh kota tiap baris menyebut OPD-nya; isi kolom OPD.")
UNKNOWN_OPD = N_(
    "OPD “%(opd)s” tidak dikenal. Tulis namanya seperti di halaman OPD, atau singkatannya, misalnya Diskominfo."
)
OTHER_OPD = N_(
    "Kolom OPD menyebut %(opd)s, padahal daftar ini untuk %(own)s. Hapus baris ini, atau betulkan kolom OPD-nya."
)
STRANGE_OPD = N_(
    "OPD “%(opd)s” tidak dikenal. Kosongkan kolom OPD bila orang ini pegawai %(own)s; bila bukan, hapus barisnya."
)
FROM_PLACE = N_("Pindah dari %(place)s.")
FROM_ELSEWHERE = N_("Pindah dari OPD lain.")
MUST_ASK = N_("Orang ini tercatat di OPD lain. Saat diterapkan, OPD itu diminta menyetujui kepindahannya.")
NEW_UNIT = N_("Unit ini belum ada; dibuat saat diterapkan.")
BACK_AGAIN = N_("Tercatat keluar pada %(left_on)s, kini ada lagi.")

Fate = tuple[StaffRow, str, int | None, list[Finding]]


class Comparison:
    """For one file; the tree of departments is read once."""

    def __init__(self, staff_import: StaffImport):
        self._import, self._tree, self._own = staff_import, OpdTree(), staff_import.opd_id
        self._reach, self._twice = Reach(staff_import), NamedTwice(staff_import, (), ())

    def fates_of(self, rows: Sequence[StaffRow]) -> Iterator[Fate]:
        """Each row with its fate, where its person is to stand, and what is to be said of it."""
        nips = [row.nip for row in rows if row.nip]
        members, self._twice = members_of(nips), NamedTwice(self._import, rows, nips)
        for row in rows:
            member = members.get(row.nip)
            yield _as_known(row, member), *self._fate(row, member)

    def mark_clashes(self) -> None:
        """After the rows of fates_of are written, in their transaction."""
        self._twice.mark_clashes()

    def _fate(self, row: StaffRow, member: Member | None) -> tuple[str, int | None, list[Finding]]:
        if row.is_wrong:
            return WRONG, None, []
        base = self._department(row.opd)
        if isinstance(base, Finding):
            return WRONG, None, [base]
        if again := self._twice.fate_of(row, base):
            return again
        unit = self._unit(base, row, member)
        fate, more = self._beside(row, member, base, unit)
        said = [info("unit_new", NEW_UNIT)] if unit is None and fate != WAITING else []
        # The unit's path counts from the department that the row names.
        return fate, base if row.unit else unit or base, [*more, *said]

    def _unit(self, base: int, row: StaffRow, member: Member | None) -> int | None:
        """Where no unit is named, somebody stays in the one they are in."""
        stays = not opd_key(row.unit) and member is not None and member.active
        if stays and member.opd_id in self._tree.subtree(base):
            return member.opd_id
        return self._tree.unit_below(base, row.unit)

    def _department(self, text: str) -> int | Finding:
        """To which department or unit a row belongs by its column OPD, or why it does not."""
        if not opd_key(text):
            return self._own or block("opd_empty", NO_OPD)
        if self._own is None:
            return self._tree.named(text) or block("opd_unknown", UNKNOWN_OPD, opd=text)
        return self._own_part(text)

    def _own_part(self, text: str) -> int | Finding:
        own, subtree = self._tree[self._own].name, self._tree.subtree(self._own)
        if (part := self._tree.named(text, subtree)) is not None:
            return part
        if self._tree.named(text, list(self._tree.above(self._own))) is not None:
            return self._own
        other = self._tree.named(text)
        if other is None:
            return block("opd_unknown", STRANGE_OPD, opd=text, own=own)
        return block("opd_other", OTHER_OPD, opd=self._tree[other].name, own=own)

    def _beside(
        self, row: StaffRow, member: Member | None, base: int, unit: int | None
    ) -> tuple[str, list[Finding]]:
        """The fate of a row whose person is to stand in `unit` below `base`, None for one that is not there yet."""
        if member is None:
            return NEW, []
        changes = list(changes_of(row.name, row.jabatan, row.status, member))
        if not member.active:
            return BACK, [info("back", BACK_AGAIN, left_on=member.left_on)] if member.left_on else []
        if not self._reach.holds(self._tree, member.opd_id):
            return WAITING, [info("waiting", MUST_ASK)]
        if member.opd_id != unit:
            fate = UNIT_MOVED if self._tree.top(member.opd_id) == self._tree.top(base) else MOVED
            return fate, [self._moved_from(member.opd_id), *changes]
        return (CHANGED, changes) if changes else (SAME, [])

    def _moved_from(self, opd_id: int) -> Finding:
        """What lies beyond the reader's own departments is not named."""
        if self._own is None or self._own in self._tree.above(opd_id):
            return info("moved", FROM_PLACE, place=self._tree[opd_id].name)
        return info("moved", FROM_ELSEWHERE)


def _as_known(row: StaffRow, member: Member | None) -> StaffRow:
    """A status that the sheet leaves out is guessed for those alone whom nobody knows yet."""
    if member is None or row.is_wrong:
        return row
    return replace(row, findings=tuple(one for one in row.findings if one.code != "status_guessed"))
