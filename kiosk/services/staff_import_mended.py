"""Wrong rows that were given back, mended, and sent in by themselves: no whole roster, so that nobody is missing
from them."""

from collections.abc import Iterator

from db.models import StaffImport
from kiosk.domain.findings import Finding, info
from kiosk.domain.words import N_
from kiosk.files.sheets import SheetReading

MENDED = "rows_mended"
ONLY_THESE = N_(
    "Berkas ini berisi baris yang diperbaiki dari daftar %(no)s. Hanya baris ini yang diterapkan; pegawai lain tetap."
)


def remark(reading: SheetReading) -> Iterator[Finding]:
    """For a file of ours with the wrong rows of an earlier roster: its tab bears that one's number."""
    if StaffImport.select().where(StaffImport.no == reading.sheet_name).exists():
        yield info(MENDED, ONLY_THESE, no=reading.sheet_name)


def is_mended(staff_import: StaffImport) -> bool:
    return any(finding["code"] == MENDED for finding in staff_import.findings or ())
