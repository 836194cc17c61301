"""The clauses of the surat kuasa by version, with what one mandate says in their places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from db.models import MandateText
from kiosk.services.acting import NotThere


@dataclass(frozen=True)
class Clause:
    title: str
    text: str


def version_on(day: date) -> str:
    """Of the clauses that are signed on this day."""
    fitting = [row for row in _texts() if row.valid_from <= day]
    return (fitting or _texts())[-1 if fitting else 0].version


def clauses_of(version: str, language: str, places: Mapping[str, str]) -> list[Clause]:
    """In their order; what is signed is the Indonesian. Raises NotThere for a version that never was."""
    row = next((one for one in _texts() if one.version == version), None)
    if row is None:
        raise NotThere
    rows = row.clauses_en if language == "en" else row.clauses
    return [Clause(title, text % places) for title, text in rows]


@lru_cache(maxsize=1)
def _texts() -> tuple[MandateText, ...]:
    """Oldest first. Reference data: read once per process. Raises LookupError before it is loaded."""
    rows = tuple(MandateText.select().order_by(MandateText.valid_from, MandateText.version))
    if not rows:
        raise LookupError("mandate_text is empty: load the reference data first (flask prepare)")
    return rows


def forget() -> None:
    """Reference data was loaded anew: read it again."""
    _texts.cache_clear()
