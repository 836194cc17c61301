"""The names of departments in a file of the whole city that nobody knows, each once: they are mended together."""

from collections import Counter
from collections.abc import Iterator

from db.models import StaffImport, StaffImportRow
from kiosk.domain.findings import Finding, warn
from kiosk.domain.staff_fates import WRONG
from kiosk.domain.words import N_

MOST = 20  # names
UNKNOWN_NAMES = N_("Nama OPD yang tidak dikenal, dengan jumlah barisnya: %(names)s.")
CODE = "opd_unknown"


def remark(staff_import: StaffImport) -> Iterator[Finding]:
    """Those that stand in most rows."""
    names = Counter() if staff_import.opd_id else _names(staff_import)
    if names:
        listed = ", ".join(f"{name} ({rows})" for name, rows in names.most_common(MOST))
        yield warn("opd_unknown_names", UNKNOWN_NAMES, names=listed)


def _names(staff_import: StaffImport) -> Counter[str]:
    rows = StaffImportRow.select(StaffImportRow.findings)
    wrong = rows.where(StaffImportRow.staff_import == staff_import, StaffImportRow.fate == WRONG)
    return Counter(
        one["params"]["opd"] for (found,) in wrong.tuples().iterator() for one in found if one["code"] == CODE
    )
