"""BPJS's answer, line by line, does to the ledger what it says: whoever is accepted is a member under a number, and the
first paid month counts; whoever is rejected is let go. A line is taken in once; what contradicts an earlier answer
changes nothing.

Order of holding: the answer, payments of who is rejected, people by id, their months, the lines of submissions."""

from collections.abc import Sequence

from db.connection import held
from db.models import Answer
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate
from kiosk.domain.bpjs_fates import after, fate_of
from kiosk.domain.bpjs_late_starts import begins_late, begun_late
from kiosk.domain.bpjs_outcomes import ACCEPTED, LATE, MOVED, NUMBERED, REJECTED, UNPAID
from kiosk.domain.clock import local, today
from kiosk.domain.findings import Finding
from kiosk.services import (
    bpjs_answer_applying,
    bpjs_answer_facts,
    bpjs_answer_rows,
    bpjs_later_numbers,
    bpjs_moved_starts,
    payment_reversals,
)
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_applying import Begun, Taken, day_of
from kiosk.services.bpjs_answer_facts import Facts
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
    with changing(by_nik.values()) as changes:
        facts = bpjs_answer_facts.facts_of(rows, by_nik)
        taken = [_taken(row, facts, answer) for row in rows]
        counting = bpjs_answer_applying.accept(answer, _that_came_to(taken, ACCEPTED), facts, by, changes)
        bpjs_answer_applying.reject(_that_came_to(taken, REJECTED), by, changes)
        bpjs_moved_starts.move(_that_came_to(taken, MOVED), by, changes)
        bpjs_later_numbers.take_over([one for one in taken if one[2].is_numbered], facts, by)
    bpjs_answer_rows.write([_values(answer, one, counting) for one in taken], there)


def _that_came_to(taken: list[Taken], outcome: str) -> list[Taken]:
    return [one for one in taken if one[2].outcome == outcome]


def _taken(row: CheckedAnswer, facts: Facts, answer: Answer) -> Taken:
    meant = facts.meant_by(row)
    came_on = local(answer.created_at).date()
    fate = fate_of(row, meant, submission_id=answer.submission_id, today=today(), came_on=came_on)
    if fate.outcome in (ACCEPTED, MOVED, NUMBERED, REJECTED):
        line = after(fate, meant.kpj, day_of(row, answer))
        facts.note(facts.person_of(row), line, line.kpj)
    return row, facts.person_of(row), fate


def _values(answer: Answer, taken: Taken, counting: dict[int, Begun]) -> dict:
    row, person, fate = taken
    outcome, late = _when_it_counts(answer, row, fate, counting)
    worker_id, line_id = person.id if person else None, fate.line.id if fate.line else None
    more = (*fate.more, *late)
    return bpjs_answer_rows.values_of(answer, row, outcome, more, worker_id=worker_id, line_id=line_id)


def _when_it_counts(
    answer: Answer, row: CheckedAnswer, fate: Fate, counting: dict[int, Begun]
) -> tuple[str, tuple[Finding, ...]]:
    """What came of a line, with a remark where the month it was asked for is over before it counts."""
    if fate.outcome != ACCEPTED:
        return fate.outcome, ()
    if fate.line.id not in counting:
        return UNPAID, begins_late(fate.line.first_month, day_of(row, answer))
    late = begun_late(*counting[fate.line.id])
    return (LATE if late else ACCEPTED), late
