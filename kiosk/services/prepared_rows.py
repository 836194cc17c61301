"""What is done to a sheet's rows before the transaction that takes them in."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kiosk.domain.findings import warn
from kiosk.domain.sheet_rows import CheckedRow, RowRules, each_checked
from kiosk.domain.words import N_
from kiosk.files.sheets import SheetRow
from kiosk.services import safe, worker_rows
from kiosk.services.acting import Actor

HIDDEN = N_("Baris ini tersembunyi di lembar kerja. Pastikan orang ini memang ikut didaftarkan.")


class PreparedRow(NamedTuple):
    """A checked row with what takes time and needs no transaction: its cells sealed and, unless it is wrong, the hash
    of its NIK and the columns of its worker, should nobody know them."""

    checked: CheckedRow
    nik_hash: bytes | None
    cells: bytes
    columns: dict | None


def each_prepared(rows: Iterable[SheetRow], rules: RowRules, by: Actor) -> Iterator[PreparedRow]:
    """The rows of one sheet in its order, one at a time: of those gone by only NIK and row number are kept."""
    hidden: set[int] = set()
    for row in each_checked(_followed(rows, hidden), rules):
        yield prepared(_pointed_out(row) if row.number in hidden else row, by)
        hidden.clear()


def prepared(row: CheckedRow, by: Actor) -> PreparedRow:
    cells = safe.seal(json.dumps(row.cells, ensure_ascii=False), safe.ROW)
    columns = worker_rows.worker_columns(row.entry, by=by) if row.entry else None
    return PreparedRow(row, columns and columns["nik_hash"], cells, columns)


def _followed(rows: Iterable[SheetRow], hidden: set[int]) -> Iterator[SheetRow]:
    """The rows on their way to the rules: of a hidden one the number is noted."""
    for row in rows:
        if row.hidden:
            hidden.add(row.number)
        yield row


def _pointed_out(row: CheckedRow) -> CheckedRow:
    return replace(row, findings=(*row.findings, warn("row_hidden", HIDDEN)))
