"""The rows of a list of members as they are kept: each once, its cells sealed, with what came of it."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from db.kept import KeptInsert
from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.services import safe
from kiosk.services.batch_fates import as_data

if TYPE_CHECKING:
    from kiosk.services.bpjs_member_lists import Fate

_rows = KeptInsert(AnswerRow)


def not_written(answer: Answer, rows: Sequence[CheckedAnswer]) -> list[CheckedAnswer]:
    """Those of them that no earlier try has written."""
    there = ids_of(answer, rows)
    return [row for row in rows if (row.sheet_name, row.number) not in there]


def ids_of(answer: Answer, rows: Sequence[CheckedAnswer]) -> dict[tuple[str, int], int]:
    """(sheet, number) → id of those that are written; one query, by the index."""
    if not rows:
        return {}
    numbers = [row.number for row in rows]
    found = AnswerRow.select(AnswerRow.sheet_name, AnswerRow.number, AnswerRow.id).where(
        AnswerRow.answer == answer,
        AnswerRow.sheet_name.in_(sorted({row.sheet_name for row in rows})),
        AnswerRow.number.between(min(numbers), max(numbers)),
    )
    return {(sheet, number): row_id for sheet, number, row_id in found.tuples()}


def add(answer: Answer, fates: Iterable["Fate"]) -> None:
    """Handed to the driver together, in the caller's transaction."""
    _rows.add_all([_values(answer, fate) for fate in fates])


def _values(answer: Answer, fate: "Fate") -> dict:
    row = fate.row
    return {
        "answer": answer.id,
        "sheet_name": row.sheet_name,
        "number": row.number,
        "cells": safe.seal(json.dumps(dict(row.cells)), safe.ROW),
        "worker": fate.worker_id,
        "line": None,
        "outcome": fate.outcome,
        "findings": [as_data(finding) for finding in (*row.findings, *fate.more)],
    }
