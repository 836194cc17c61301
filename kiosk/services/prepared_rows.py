"""What is done to a sheet's rows before the transaction that takes them in."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from kiosk.domain.sheet_rows import CheckedRow
from kiosk.services import safe, worker_rows
from kiosk.services.acting import Actor
from kiosk.services.nik_lookups import known_hashes


class PreparedRow(NamedTuple):
    """A checked row with what takes time and needs no transaction: the hash of its NIK (None for a wrong row), its
    cells sealed, and the columns of whom nobody knew a moment ago."""

    checked: CheckedRow
    nik_hash: bytes | None
    cells: bytes
    columns: dict | None


def prepared(rows: Iterable[CheckedRow], by: Actor) -> list[PreparedRow]:
    """Some 500 rows at most, before the transaction that takes them in."""
    hashed = [(row, safe.index(row.entry.nik, safe.NIK) if row.entry else None) for row in rows]
    known = known_hashes([nik_hash for _row, nik_hash in hashed if nik_hash])
    return [_prepared(row, nik_hash, nik_hash in known, by) for row, nik_hash in hashed]


def _prepared(row: CheckedRow, nik_hash: bytes | None, known: bool, by: Actor) -> PreparedRow:
    cells = safe.seal(json.dumps(row.cells, ensure_ascii=False), safe.ROW)
    new = nik_hash is not None and not known
    return PreparedRow(row, nik_hash, cells, worker_rows.worker_columns(row.entry, by=by) if new else None)
