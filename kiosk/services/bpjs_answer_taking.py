"""BPJS's answer, line by line, does to the ledger what it says: whoever is accepted is a member under a number, and the
first paid month counts; whoever is rejected is let go. A line is taken in once; what contradicts an earlier answer
changes nothing.

Order of holding: the answer, payments of who is rejected, people by id, their months, the lines of submissions."""

import json
from collections.abc import Sequence

from db.connection import held
from db.kept import KeptInsert
from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_fates import Fate, after, fate_of
from kiosk.domain.bpjs_late_starts import begun_late
from kiosk.domain.bpjs_outcomes import ACCEPTED, MOVED, REJECTED, UNPAID
from kiosk.domain.clock import today
from kiosk.services import (
    bpjs_answer_applying,
    bpjs_answer_facts,
    bpjs_moved_starts,
    payment_reversals,
    safe,
)
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import as_data
from kiosk.services.bpjs_answer_applying import Begun, Taken, day_of
from kiosk.services.bpjs_answer_facts import Facts, Person
from kiosk.services.bpjs_member_rows import not_written
from kiosk.services.coverage_changes import changing

_rows = KeptInsert(AnswerRow)


def take_in(*, answer: Answer, rows: Sequence[CheckedAnswer], by: Actor) -> None:
    """Write one chunk (up to 100) of an answer to what was asked for, in the caller's transaction, in as many
    statements for many rows as for few. A row that is written already is left as it is."""
    list(held(Answer.select(Answer.id).where(Answer.id == answer.id)).tuples())
    rows = not_written(answer, rows)
    if not rows:
        return
    by_nik = bpjs_answer_facts.people_meant(rows)
    payment_reversals.hold_payments_of(
        {by_nik[row.nik] for row in rows if row.accepted is False and row.nik in by_nik}
    )
    with changing(by_nik.values()) as changes:
        facts = bpjs_answer_facts.facts_of(rows, by_nik)
        taken = [_taken(row, facts, answer) for row in rows]
        counting = bpjs_answer_applying.accept(
            answer, [one for one in taken if one[2].outcome == ACCEPTED], facts, by, changes
        )
        bpjs_answer_applying.reject([one for one in taken if one[2].outcome == REJECTED], by, changes)
        bpjs_moved_starts.move([one for one in taken if one[2].outcome == MOVED], by, changes)
    _rows.add_all([_row(answer, *one, counting) for one in taken])


def _taken(row: CheckedAnswer, facts: Facts, answer: Answer) -> Taken:
    meant = facts.meant_by(row)
    fate = fate_of(row, meant, submission_id=answer.submission_id, today=today())
    if fate.outcome in (ACCEPTED, MOVED, REJECTED):
        kpj = meant.kpj if fate.outcome == ACCEPTED else fate.line.kpj
        facts.note(facts.person_of(row), after(fate, kpj, day_of(row, answer)), kpj)
    return row, facts.person_of(row), fate


def _row(
    answer: Answer, row: CheckedAnswer, person: Person | None, fate: Fate, counting: dict[int, Begun]
) -> dict:
    unpaid = fate.outcome == ACCEPTED and fate.line.id not in counting
    late = begun_late(*counting[fate.line.id]) if fate.outcome == ACCEPTED and not unpaid else ()
    return {
        "answer": answer.id,
        "sheet_name": row.sheet_name,
        "number": row.number,
        "cells": safe.seal(json.dumps(dict(row.cells), ensure_ascii=False), safe.ROW),
        "worker": person.id if person else None,
        "line": fate.line.id if fate.line else None,
        "outcome": UNPAID if unpaid else fate.outcome,
        "findings": [as_data(finding) for finding in (*row.findings, *fate.more, *late)],
    }
