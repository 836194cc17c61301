"""What becomes of one answer of BPJS about one person, whether a file brought it or somebody was told: judged by what
is on record, and afterwards what it came to."""

from datetime import date

from kiosk.domain.bpjs_acceptance_remarks import acceptance_remarks
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_fates import after, fate_of
from kiosk.domain.bpjs_late_starts import begins_late, begun_late
from kiosk.domain.bpjs_new_numbers import number_changed
from kiosk.domain.bpjs_outcomes import ACCEPTED, LATE, MOVED, NUMBERED, REJECTED, UNPAID
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding
from kiosk.services import bpjs_changed_numbers
from kiosk.services.bpjs_answer_applying import Begun, Taken, day_of
from kiosk.services.bpjs_answer_facts import Facts
from kiosk.services.private_words import masked


def judged(
    row: CheckedAnswer, facts: Facts, *, submission_id: int | None, came_on: date, by_hand: bool = False
) -> Taken:
    """In the caller's transaction, which holds the person. Arguments as in domain/bpjs_fates; the next answer finds
    this one in `facts`. What the line says in words loses the person's secrets here, before any of it is kept."""
    person, meant = facts.person_of(row), facts.meant_by(row)
    if person:
        row = masked(row, mother_sealed=person.mother_sealed, kpj_sealed=person.holder.kpj_sealed)
    fate = fate_of(row, meant, submission_id=submission_id, today=today(), came_on=came_on, by_hand=by_hand)
    if fate.outcome in (ACCEPTED, MOVED, NUMBERED, REJECTED):
        line = after(fate, meant.kpj, day_of(row, came_on))
        facts.note(person, line, line.kpj)
    return row, person, fate


def what_came_of(
    taken: Taken, counting: dict[int, Begun], *, came_on: date
) -> tuple[str, tuple[Finding, ...]]:
    """Once it was applied (`counting` as bpjs_answer_applying.accept gave it): the outcome, with a remark where the
    month it was asked for is over before it counts, and those of domain/bpjs_acceptance_remarks."""
    row, person, fate = taken
    if fate.outcome != ACCEPTED:
        return fate.outcome, ()
    has_kpj = bool(person.holder.kpj_hash)
    said = acceptance_remarks(row, fate.line, came_on=came_on, has_kpj=has_kpj)
    more = (*said, *number_changed(*bpjs_changed_numbers.changed(row, person)))
    if fate.line.id not in counting:
        return UNPAID, (*begins_late(fate.line.first_month, day_of(row, came_on)), *more)
    late = begun_late(*counting[fate.line.id])
    return (LATE if late else ACCEPTED), (*late, *more)
