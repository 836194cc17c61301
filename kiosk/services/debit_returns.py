"""The bank's answer, line by line, does to the ledger what it says: what was debited pays its people's months, with the
bank's reference; what failed sets them free for another try. A line is answered once.

Order of holding: the run, its lines, people by id, their months."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.kept import KeptInsert, KeptQuery
from db.models import DebitLine, DebitReturn, DebitReturnRow, DebitRun
from kiosk.domain import debit_returns as outcomes
from kiosk.domain import debits
from kiosk.domain.clock import utc_now
from kiosk.domain.debit_returns import Fate, ReturnLine
from kiosk.services import debit_runs
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import as_data
from kiosk.services.debit_line_fates import fates_of, held_lines
from kiosk.services.debit_paid_lines import Answered, day_of, pay

_rows = KeptInsert(DebitReturnRow)
_failed = KeptQuery(
    lambda slot: DebitLine.update(
        state=debits.FAILED,
        reason=slot("reason"),
        bank_reason=slot("bank_reason"),
        reference=slot("reference"),
        answered_on=slot("on"),
        answered_at=slot("at"),
    ).where(DebitLine.id == slot("id"))
)


class Taken(NamedTuple):
    """The lines that were debited by what was taken in, and those that failed."""

    paid: list[DebitLine]
    failed: list[DebitLine]


def take_in(
    *, debit_return: DebitReturn, rows: Sequence[ReturnLine], twice: frozenset[str], by: Actor
) -> Taken:
    """Write some lines (up to 100) of an answer in the caller's transaction, in as many statements for many as for few.
    `twice`: keys of which the file says different things. Lines written already are not written again. Answers with
    the lines that it changed."""
    run = debit_runs.held_run(debit_return.run_id)
    rows = _not_written(debit_return, rows)
    lines = held_lines(rows)
    fates = fates_of(run, rows, lines, twice)
    taken = act_on(run, rows, lines, fates, by)
    _write_rows(debit_return, rows, fates, lines)
    return taken


def act_on(
    run: DebitRun,
    rows: Sequence[ReturnLine],
    lines: Mapping[str, DebitLine],
    fates: Mapping[int, Fate],
    by: Actor,
) -> Taken:
    """Do what these rows say of lines that are held, as far as their fates allow it."""
    said: dict[str, list[Answered]] = {outcomes.PAID: [], outcomes.FAILED: []}
    for row in rows:
        if (outcome := fates[row.number].outcome) in outcomes.CHANGED_SOMETHING:
            said[outcome].append((lines[row.key], row))
    pay(run, said[outcomes.PAID], by)
    _fail(run, said[outcomes.FAILED])
    return Taken(*([line for line, _row in said[outcome]] for outcome in outcomes.CHANGED_SOMETHING))


def _not_written(debit_return: DebitReturn, rows: Sequence[ReturnLine]) -> list[ReturnLine]:
    there = DebitReturnRow.select(DebitReturnRow.number).where(
        DebitReturnRow.debit_return == debit_return,
        DebitReturnRow.number.in_([row.number for row in rows]),
    )
    known = {number for (number,) in there.tuples()}
    return [row for row in rows if row.number not in known]


def _fail(run: DebitRun, failed: list[Answered]) -> None:
    at = utc_now()
    debit_runs.let_items_go([line.id for line, _row in failed])
    _failed.change_all(
        [
            {
                "id": line.id, "reason": row.reason, "bank_reason": row.bank_reason, "reference": row.reference,
                "on": day_of(run, row), "at": at,
            }
            for line, row in failed
        ]
    )  # fmt: skip


def _write_rows(
    debit_return: DebitReturn,
    rows: Sequence[ReturnLine],
    fates: Mapping[int, Fate],
    lines: Mapping[str, DebitLine],
) -> None:
    _rows.add_all(
        [
            {
                "debit_return": debit_return.id, "number": row.number, "outcome": fates[row.number].outcome,
                "line": lines[row.key].id if row.key in lines else None,
                "findings": [as_data(finding) for finding in fates[row.number].findings] or None,
            }
            for row in rows
        ]
    )  # fmt: skip
