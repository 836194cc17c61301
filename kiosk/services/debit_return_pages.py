"""A file of the bank's answers as its page needs it: with its counts, and a page of its lines. As many statements for
many lines as for few."""

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import fn

from db.models import DebitLine, DebitReturn, DebitReturnRow, DebitRun, Donor, Job, Mandate, User
from kiosk.domain import debits
from kiosk.domain.debit_returns import OUTCOMES, TO_LOOK_AT
from kiosk.domain.words import short_name
from kiosk.services import debit_answers, queue
from kiosk.services.acting import Actor
from kiosk.services.debit_answer_doubts import OTHER_RUN
from kiosk.services.debit_answers import STORED
from kiosk.services.debit_return_words import ToldLine, told_lines
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class ReturnFile:
    """`counts` is outcome → lines, in the order of domain/debit_returns; `job` reads it, or has read it. `unanswered`:
    of how many lines of its run the bank has said nothing yet. `settled_by`: who noted what came of its lines that
    changed nothing."""

    answer: DebitReturn
    run: DebitRun
    job: Job | None
    counts: Mapping[str, int]
    sent_by: str
    unanswered: int = 0
    settled_by: str = ""

    @property
    def is_open(self) -> bool:
        """Lines are to be looked at, and nobody has noted what came of them."""
        return (
            self.answer.state == debit_answers.READ and bool(self.to_look_at) and not self.answer.settled_at
        )

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_look_at(self) -> int:
        return sum(self.counts.get(outcome, 0) for outcome in TO_LOOK_AT)

    @property
    def is_of_another_run(self) -> bool:
        """Refused for that: reading it again would find the same."""
        return any(one["code"] == OTHER_RUN for one in self.answer.findings or [])

    @property
    def reading(self) -> bool:
        """While it waits or is read, and when that failed."""
        return self.answer.state == STORED

    @property
    def has_failed(self) -> bool:
        return self.reading and self.job is not None and self.job.state == "failed"

    @property
    def stands_still(self) -> bool:
        return self.reading and self.job is not None and queue.is_quiet(self.job)


@dataclass(frozen=True)
class RowShown:
    """`line` is the one it answers, with the number of its run, None where there is none; `told` what the file says."""

    row: DebitReturnRow
    line: DebitLine | None
    donor: str
    told: ToldLine | None


def file_of(*, no: str, by: Actor) -> ReturnFile:
    """Raises NotAllowed, NotThere."""
    answer = debit_answers.seen_by(by, no)
    rows = DebitReturnRow.select(DebitReturnRow.outcome, fn.COUNT(DebitReturnRow.id))
    counted = dict(
        rows.where(DebitReturnRow.debit_return == answer).group_by(DebitReturnRow.outcome).tuples()
    )
    people = User.select(User.id, User.name).where(User.id.in_([answer.created_by_id, answer.settled_by_id]))
    names = dict(people.tuples())
    waiting = DebitLine.select().where(DebitLine.run == answer.run_id, DebitLine.state == debits.LINE_SENT)
    return ReturnFile(
        answer=answer,
        run=answer.run,
        job=Job.get_or_none(Job.id == answer.job_id),
        counts={outcome: counted[outcome] for outcome in OUTCOMES if outcome in counted},
        sent_by=names.get(answer.created_by_id, ""),
        unanswered=waiting.count() if answer.run.state == debits.SENT else 0,
        settled_by=names.get(answer.settled_by_id, ""),
    )


def rows_of(*, answer: DebitReturn, outcome: str, page: int) -> tuple[list[RowShown], bool]:
    """One page in the order of the file, and whether more follow; "" is any outcome. What names no line of ours is
    read once more from the file."""
    query = (
        DebitReturnRow.select(DebitReturnRow, DebitLine, DebitRun, Mandate, Donor)
        .left_outer_join(DebitLine, on=(DebitReturnRow.line == DebitLine.id), attr="found")
        .left_outer_join(DebitRun, on=(DebitLine.run == DebitRun.id), attr="of_run")
        .switch(DebitLine)
        .left_outer_join(Mandate, on=(DebitLine.mandate == Mandate.id), attr="of_mandate")
        .left_outer_join(Donor, on=(Mandate.donor == Donor.id), attr="by_donor")
        .where(DebitReturnRow.debit_return == answer)
    )
    if outcome:
        query = query.where(DebitReturnRow.outcome == outcome)
    rows, more = one_page(query.order_by(DebitReturnRow.number), page=page, size=PAGE)
    told = told_lines(answer, {row.number for row in rows if row.line_id is None})
    return [_shown(row, told) for row in rows], more


def _shown(row: DebitReturnRow, told: Mapping[int, ToldLine]) -> RowShown:
    if row.line_id is None:
        return RowShown(row, None, "", told.get(row.number))
    return RowShown(row, row.found, short_name(row.found.of_mandate.by_donor.name), None)
