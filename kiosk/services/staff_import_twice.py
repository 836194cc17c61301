"""A NIP that stands in more than one row of a roster: of the same person the first row counts; where the names differ
nobody knows whose it is, and none of the rows is used."""

from collections.abc import Sequence
from typing import NamedTuple

from db.kept import KeptIn
from db.models import StaffImport, StaffImportRow
from kiosk.domain.findings import Finding, block, info
from kiosk.domain.names import place_key
from kiosk.domain.staff_fates import REPEATED, WRONG
from kiosk.domain.staff_rows import StaffRow
from kiosk.domain.words import N_
from kiosk.services.batch_fates import as_data
from kiosk.services.staff_import_members import PORTION

REPEATS = N_("NIP ini sudah ada di baris %(row)s. Yang dipakai baris %(row)s.")
TWO_NAMES = N_(
    "NIP ini juga ada di baris %(row)s dengan nama lain, maka kedua baris tidak dipakai. Betulkan NIP yang keliru, "
    "atau hapus salah satu barisnya."
)


class _First(NamedTuple):
    number: int
    name: str
    clashes: bool


# Rows that were of use have a place; of those of another name, too.
_named_before = KeptIn(
    lambda slot, many: StaffImportRow.select(
        StaffImportRow.nip, StaffImportRow.number, StaffImportRow.name, StaffImportRow.fate
    ).where(
        StaffImportRow.staff_import == slot("import"),
        StaffImportRow.nip.in_(many),
        StaffImportRow.number.between(1, slot("last")),
        StaffImportRow.opd.is_null(False),
    ),
    portion=PORTION,
)


class NamedTwice:
    """For some rows of a file, in their order; those before them are looked up."""

    def __init__(self, staff_import: StaffImport, rows: Sequence[StaffRow], nips: Sequence[str]):
        self._import, self._clashes = staff_import, {}
        asked = {"import": staff_import.id, "last": rows[0].number - 1} if rows else {}
        found = sorted(_named_before.rows(nips, **asked), key=lambda row: -row[1]) if nips else ()
        self._first = {nip: _First(number, name, fate == WRONG) for nip, number, name, fate in found}

    def fate_of(self, row: StaffRow, place: int) -> tuple[str, int | None, list[Finding]] | None:
        """As in staff_import_comparing; None for the first row of this NIP."""
        first = self._first.get(row.nip)
        if first is None:
            self._first[row.nip] = _First(row.number, row.name, False)
            return None
        if not first.clashes and _person(row.name) == _person(first.name):
            return REPEATED, None, [info("nip_repeated", REPEATS, row=first.number)]
        if not first.clashes:
            self._clashes[first.number] = row.number
            self._first[row.nip] = first._replace(clashes=True)
        return WRONG, place, [block("nip_two_names", TWO_NAMES, row=first.number)]

    def mark_clashes(self) -> None:
        """In the caller's transaction, after these rows are written: the first ones are wrong too."""
        for first, other in self._clashes.items():
            findings = [as_data(block("nip_two_names", TWO_NAMES, row=other))]
            StaffImportRow.update(fate=WRONG, findings=findings).where(
                StaffImportRow.staff_import == self._import, StaffImportRow.number == first
            ).execute()


def _person(name: str) -> str:
    """Degrees after a comma are no part of the name."""
    return place_key(name.split(",")[0])
