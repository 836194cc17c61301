"""What was put right in a row while it was read, to be said to whoever sent it."""

from collections.abc import Mapping
from typing import Any

from kiosk.domain.digits import EXCEL_KEEPS, plain
from kiosk.domain.findings import Finding, info, warn
from kiosk.domain.words import N_

NIK_TIDIED = "nik_tidied"
PHONE_ZERO = "phone_zero_added"
UNSEEN = "unseen_removed"
REPAIRS = (NIK_TIDIED, PHONE_ZERO, UNSEEN)

_NIK_TIDIED = N_("NIK ditulis dengan spasi atau tanda di antaranya; yang disimpan hanya angkanya.")
_PHONE_ZERO = N_("Nomor HP ditulis tanpa angka 0 di depan; angka itu ditambahkan.")
_UNSEEN = N_("Tanda yang tidak terlihat dalam isian baris ini dihapus. Pastikan namanya benar.")


def repairs(cells: Mapping[str, Any], nik: str | None, phone: str | None) -> tuple[Finding, ...]:
    """`cells` is field → cell with `.text` and `.unseen`, `nik` and `phone` (`628…`) are what was read of them, None
    for what was not."""
    found = []
    if nik and _text(cells, "nik") not in ("", nik):
        found.append(info(NIK_TIDIED, _NIK_TIDIED))
    if phone and _lost_its_zero(_text(cells, "phone"), phone):
        found.append(info(PHONE_ZERO, _PHONE_ZERO))
    if any(cell.unseen for cell in cells.values()):
        found.append(warn(UNSEEN, _UNSEEN))
    return tuple(found)


def _text(cells: Mapping[str, Any], field: str) -> str:
    return cells[field].text if field in cells else ""


def _lost_its_zero(written: str, phone: str) -> bool:
    """A number that Excel took for one begins with 8; of several numbers nothing is said here."""
    typed = plain(written)
    return typed.startswith("8") and len(typed) <= EXCEL_KEEPS and typed == phone[2:]
