"""The lines of a file of BPJS as they are kept: each once, its cells sealed, with what came of it. Whenever a file is
read once more, those that have changed nothing so far are judged anew, and written where something else comes of
them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from db.kept import KeptInsert
from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_outcomes import OPEN
from kiosk.domain.clock import utc_now
from kiosk.domain.findings import Finding
from kiosk.services import safe
from kiosk.services.batch_fates import as_data

_rows = KeptInsert(AnswerRow)
_KEY = (AnswerRow.answer, AnswerRow.sheet_name, AnswerRow.number)
_JUDGED = (
    AnswerRow.cells,
    AnswerRow.worker,
    AnswerRow.line,
    AnswerRow.outcome,
    AnswerRow.findings,
    AnswerRow.at,
)


class Kept(NamedTuple):
    """A line that is written already."""

    id: int
    outcome: str
    findings: list[dict]
    worker_id: int | None
    line_id: int | None


Place = tuple[str, int]  # sheet, row


def to_judge(answer: Answer, rows: Sequence[CheckedAnswer]) -> tuple[list[CheckedAnswer], dict[Place, Kept]]:
    """Those that nobody has written yet, and those that changed nothing; and what is written of any."""
    there = kept_of(answer, rows)
    return [row for row in rows if _is_open(there.get(place_of(row)))], there


def _is_open(kept: Kept | None) -> bool:
    return kept is None or kept.outcome in OPEN


def place_of(row: CheckedAnswer) -> Place:
    return row.sheet_name, row.number


def kept_of(answer: Answer, rows: Sequence[CheckedAnswer]) -> dict[Place, Kept]:
    """What is written of these rows; one query, by the index."""
    if not rows:
        return {}
    numbers = [row.number for row in rows]
    found = AnswerRow.select(
        AnswerRow.sheet_name, AnswerRow.number, AnswerRow.id, AnswerRow.outcome, AnswerRow.findings,
        AnswerRow.worker, AnswerRow.line,
    ).where(
        AnswerRow.answer == answer,
        AnswerRow.sheet_name.in_(sorted({row.sheet_name for row in rows})),
        AnswerRow.number.between(min(numbers), max(numbers)),
    )  # fmt: skip
    return {(sheet, number): Kept(*values) for sheet, number, *values in found.tuples()}


def values_of(
    answer: Answer,
    row: CheckedAnswer,
    outcome: str,
    more: Iterable[Finding],
    *,
    worker_id: int | None,
    line_id: int | None = None,
) -> dict:
    """The columns of one line with what came of it."""
    return {
        "answer": answer.id,
        "sheet_name": row.sheet_name,
        "number": row.number,
        "cells": safe.seal(json.dumps(dict(row.cells), ensure_ascii=False), safe.ROW),
        "worker": worker_id,
        "line": line_id,
        "outcome": outcome,
        "findings": [as_data(finding) for finding in (*row.findings, *more)],
    }


def write(values: Sequence[Mapping], there: Mapping[Place, Kept]) -> None:
    """In the caller's transaction: new lines are handed to the driver together; of those that are `there` the ones of
    which something else came are changed by one statement."""
    _rows.add_all([one for one in values if _place(one) not in there])
    changed = [one for one in values if _place(one) in there and _differs(one, there[_place(one)])]
    if changed:
        rows = [{**one, "at": utc_now()} for one in changed]
        AnswerRow.insert_many(rows).on_conflict(conflict_target=_KEY, preserve=_JUDGED).execute()


def open_lines(answer: Answer) -> int:
    """How many have changed nothing so far."""
    return AnswerRow.select().where(AnswerRow.answer == answer, AnswerRow.outcome.in_(OPEN)).count()


def is_begun(answer: Answer) -> bool:
    """Whether any of its lines is written."""
    return AnswerRow.select().where(AnswerRow.answer == answer).exists()


def _place(values: Mapping) -> Place:
    return values["sheet_name"], values["number"]


def _differs(values: Mapping, kept: Kept) -> bool:
    found = (values["outcome"], values["findings"], values["worker"], values["line"])
    return found != (kept.outcome, kept.findings, kept.worker_id, kept.line_id)
