"""BPJS's answer, line by line, does to the ledger what it says: whoever is accepted is a member under a number, and the
first paid month counts; whoever is rejected is let go. A line is taken in once; what contradicts an earlier answer
changes nothing.

Order of holding: the answer, payments of who is rejected, people by id, their months, the lines of submissions."""

from collections.abc import Sequence
from datetime import date

from db.connection import held
from db.models import Answer
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_outcomes import ACCEPTED, MOVED, REJECTED
from kiosk.domain.clock import local
from kiosk.services import (
    bpjs_answer_applying,
    bpjs_answer_facts,
    bpjs_answer_rows,
    bpjs_later_numbers,
    bpjs_moved_starts,
    payment_reversals,
)
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_applying import Begun, Taken
from kiosk.services.bpjs_answer_judging import judged, what_came_of
from kiosk.services.coverage_changes import changing


def take_in(*, answer: Answer, rows: Sequence[CheckedAnswer], by: Actor) -> None:
    """Write one chunk (up to 100) of an answer to what was asked for, in the caller's transaction, in as many
    statements for many rows as for few. Of rows that are written already, those that changed nothing are judged
    anew."""
    list(held(Answer.select(Answer.id).where(Answer.id == answer.id)).tuples())
    rows, there = bpjs_answer_rows.to_judge(answer, rows)
    if not rows:
        return
    by_nik = bpjs_answer_facts.people_meant(rows)
    payment_reversals.hold_payments_of(
        {by_nik[row.nik] for row in rows if row.accepted is False and row.nik in by_nik}
    )
    came_on = local(answer.created_at).date()
    with changing(by_nik.values()) as changes:
        facts = bpjs_answer_facts.facts_of(rows, by_nik)
        taken = [judged(row, facts, submission_id=answer.submission_id, came_on=came_on) for row in rows]
        accepted, rejected = (_that_came_to(taken, outcome) for outcome in (ACCEPTED, REJECTED))
        counting = bpjs_answer_applying.accept(accepted, facts, came_on=came_on, by=by, changes=changes)
        bpjs_answer_applying.reject(rejected, facts, by=by, changes=changes)
        bpjs_moved_starts.move(_that_came_to(taken, MOVED), by, changes)
        bpjs_later_numbers.take_over([one for one in taken if one[2].is_numbered], facts, by)
    bpjs_answer_rows.write([_values(answer, one, counting, came_on) for one in taken], there)


def _that_came_to(taken: list[Taken], outcome: str) -> list[Taken]:
    return [one for one in taken if one[2].outcome == outcome]


def _values(answer: Answer, taken: Taken, counting: dict[int, Begun], came_on: date) -> dict:
    row, person, fate = taken
    outcome, remarks = what_came_of(taken, counting, came_on=came_on)
    worker_id, line_id = person.id if person else None, fate.line.id if fate.line else None
    more = (*fate.more, *remarks)
    return bpjs_answer_rows.values_of(answer, row, outcome, more, worker_id=worker_id, line_id=line_id)
