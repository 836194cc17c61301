"""The unit of a civil servant as a sheet writes it: one name, or a path from the larger to the smaller, `Bidang A /
Seksi A1`. A formula or a key that stuck is no unit."""

import re
from collections.abc import Sequence

from kiosk.domain.findings import Finding, info
from kiosk.domain.names import clean_name
from kiosk.domain.opd_names import opd_key
from kiosk.domain.words import N_

DEEPEST, SHOWN = 5, 40
BETWEEN = " / "
# Words by which a unit's name begins; a stroke or dash is otherwise part of one name (TU/Kepegawaian, SD - SMP).
_BEGINS = (
    r"(?:sub\s?)?(?:bidang|bagian|bid|bag|seksi)|sekretariat|uptd?|unit|tim|irban|puskesmas|kelurahan|kel|pokja|"
    r"kelompok|instalasi|balai"
)
_BETWEEN = re.compile(
    rf"\s*[>\\»→›]+\s*|\s+/+\s*|\s*/+\s+|/+(?=(?:{_BEGINS})\b)|\s+[-–—]+\s+(?=(?:{_BEGINS})\b)", re.IGNORECASE
)
_FORMULA = re.compile(r"^[=@+#]|^-\s*[\d(]")
_STUCK = re.compile(r"([^\W\d_])\1{5}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")

NO_UNIT = N_(
    "Isi kolom Unit “%(unit)s” bukan nama unit, maka dianggap kosong: pegawai baru dicatat langsung di OPD-nya. Tulis "
    "misalnya Bidang A / Seksi A1."
)


def unit_path(text: object) -> tuple[str, ...]:
    """The names from the larger unit to the smaller; empty where none is named. `>`, `\\` and a stroke with a blank
    beside it lie between two; a stroke without, or a dash with blanks, where the next word begins a unit's name."""
    parts = (part.strip(" .,;-–—/") for part in _BETWEEN.split(clean_name(text)))
    return tuple(part for part in parts if opd_key(part))


def path_text(path: Sequence[str]) -> str:
    """As it is kept and shown; `unit_path` reads it back."""
    return BETWEEN.join(path)


def read_unit(text: object) -> tuple[str, list[Finding]]:
    """The path as text, or nothing and a remark (unit_strange) where that cannot be a unit's name."""
    written, path = clean_name(text), unit_path(text)
    if not path:
        return "", []
    if _FORMULA.search(written) or len(path) > DEEPEST or not all(map(_may_be_a_name, path)):
        return "", [info("unit_strange", NO_UNIT, unit=_short(written))]
    return path_text(path), []


def _may_be_a_name(part: str) -> bool:
    return bool(_LETTER.search(part)) and not _STUCK.search(part) and not _FORMULA.search(part)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
