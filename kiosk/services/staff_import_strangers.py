"""A file that speaks of another department by mistake: said once, above its rows."""

from collections import Counter
from collections.abc import Iterator

from db.models import StaffImport, StaffImportRow
from kiosk.domain.findings import Finding, warn
from kiosk.domain.staff_fates import LEAVING, WRONG
from kiosk.domain.words import N_

CODE = "opd_other"  # of a row whose column OPD names another department
OTHERS_FILE = N_(
    "Berkas ini tampaknya milik %(opd)s: %(rows)s dari %(all)s barisnya menyebut OPD itu. Batalkan daftar ini, lalu "
    "unggah daftar pegawai %(own)s."
)


def remark(staff_import: StaffImport) -> Iterator[Finding]:
    """Where more than half of the rows name one other department."""
    rows = StaffImportRow.select().where(StaffImportRow.staff_import == staff_import)
    total = rows.where(StaffImportRow.fate != LEAVING).count()
    named = _named(staff_import) if staff_import.opd_id else Counter()
    for opd, count in named.most_common(1):
        if count * 2 > total:
            own = staff_import.opd.name
            yield warn("file_of_other", OTHERS_FILE, opd=opd, rows=count, all=total, own=own)


def _named(staff_import: StaffImport) -> Counter[str]:
    rows = StaffImportRow.select(StaffImportRow.findings)
    wrong = rows.where(StaffImportRow.staff_import == staff_import, StaffImportRow.fate == WRONG)
    return Counter(
        one["params"]["opd"] for (found,) in wrong.tuples().iterator() for one in found if one["code"] == CODE
    )
