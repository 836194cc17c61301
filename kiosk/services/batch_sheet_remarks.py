"""What is to be said of a sheet's rows above all of them: which were hidden, which were put right while being read."""

from collections.abc import Iterable, Iterator

from kiosk.domain.findings import Finding, info, warn
from kiosk.domain.row_repairs import REPAIRS
from kiosk.domain.words import N_
from kiosk.services.prepared_rows import PreparedRow

HIDDEN = "row_hidden"
ROWS_NAMED = 8
_HIDDEN_ROWS = N_(
    "%(count)s baris tersembunyi ikut dibaca: baris %(rows)s. Pastikan orangnya memang ikut didaftarkan."
)
_REPAIRED_ROWS = N_(
    "%(count)s baris dirapikan saat dibaca: baris %(rows)s. Apa yang dirapikan tertulis pada tiap barisnya."
)


class Noticed:
    """The numbers of such rows, noted while they pass."""

    def __init__(self):
        self._hidden: list[int] = []
        self._repaired: list[int] = []

    def watched(self, rows: Iterable[PreparedRow]) -> Iterator[PreparedRow]:
        for row in rows:
            if row.checked.findings:
                self._note(row.checked.number, {finding.code for finding in row.checked.findings})
            yield row

    def _note(self, number: int, codes: set[str]) -> None:
        if HIDDEN in codes:
            self._hidden.append(number)
        if not codes.isdisjoint(REPAIRS):
            self._repaired.append(number)

    def remarks(self) -> list[Finding]:
        found = []
        if self._hidden:
            found.append(warn("rows_hidden", _HIDDEN_ROWS, **_named(self._hidden)))
        if self._repaired:
            found.append(info("rows_repaired", _REPAIRED_ROWS, **_named(self._repaired)))
        return found


def _named(numbers: list[int]) -> dict:
    """How many, and the first of them."""
    named = ", ".join(map(str, numbers[:ROWS_NAMED]))
    return {"count": len(numbers), "rows": named + (", …" if len(numbers) > ROWS_NAMED else "")}
