"""BPJS's files as their pages need them: the list, one file with its counts. As many statements for many lines as for
few."""

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import fn

from db.models import Answer, AnswerRow, CoverageMonth, Funder, Job, Submission, SubmissionLine, User, Worker
from kiosk.domain.bpjs_outcomes import ELSEWHERE, LATE, OPEN, REJECTED, TO_SETTLE, WORDS
from kiosk.services import access, missing
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_files import MEMBER_LIST, READ, STORED, WITHDRAWN, answer_seen_by, reading_job
from kiosk.services.portions import one_page

PAGE = 50
MOST_OFFERED = 100


@dataclass(frozen=True)
class AnswerInList:
    """`to_settle` counts its lines that the admin has to look at, `unmended` the people it rejected whom nobody has
    mended since; `sent_by` is a name."""

    answer: Answer
    to_settle: int
    unmended: int
    sent_by: str


@dataclass(frozen=True)
class AnswerFile:
    """`counts` is outcome → lines, in the order of domain/bpjs_outcomes; `job` the reading, or reading again, while
    that goes on; `unmended` are the people it rejected who still wait for their post or company."""

    answer: Answer
    job: Job | None
    counts: Mapping[str, int]
    unmended: int
    sent_by: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_settle(self) -> int:
        if self.answer.state == WITHDRAWN:
            return 0
        return sum(self.counts.get(outcome, 0) for outcome in TO_SETTLE)

    @property
    def late(self) -> int:
        return self.counts.get(LATE, 0)

    @property
    def is_read(self) -> bool:
        return self.answer.state == READ

    @property
    def reading(self) -> bool:
        """While it waits or is being read, again too, and when that failed."""
        return self.answer.state == STORED or self.job is not None

    @property
    def may_be_read_again(self) -> bool:
        """Some of its lines have changed nothing, and nobody is at it."""
        idle = self.is_read and (self.job is None or self.job.state == "failed")
        return idle and any(self.counts.get(outcome) for outcome in OPEN)

    @property
    def may_be_taken_back(self) -> bool:
        """A list of members that was compared, while nobody is at it."""
        idle = self.job is None or self.job.state == "failed"
        return self.answer.kind == MEMBER_LIST and self.is_read and idle

    @property
    def may_be_read_for_all(self) -> bool:
        """Some lines answer another submission than the one it came for."""
        return self.may_be_read_again and bool(self.answer.submission_id and self.counts.get(ELSEWHERE))


def page_of(*, page: int, by: Actor) -> tuple[list[AnswerInList], bool]:
    """The files, newest first, and whether more follow. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    query = Answer.select(Answer, Submission, Funder).left_outer_join(Submission).switch(Answer)
    query = query.left_outer_join(Funder, on=(Answer.funder == Funder.id)).order_by(Answer.id.desc())
    answers, follows = one_page(query, page=page, size=PAGE)
    to_settle, unmended, names = _to_settle(answers), _unmended(answers), _names(answers)
    return [
        AnswerInList(
            answer,
            to_settle.get(answer.id, 0),
            unmended.get(answer.id, 0),
            names.get(answer.created_by_id, ""),
        )
        for answer in answers
    ], follows


def file_of(*, no: str, by: Actor) -> AnswerFile:
    """Raises NotAllowed, NotThere."""
    answer = answer_seen_by(by, no)
    rows = AnswerRow.select(AnswerRow.outcome, fn.COUNT(AnswerRow.id)).where(AnswerRow.answer == answer)
    counted = dict(rows.group_by(AnswerRow.outcome).tuples())
    counts = {outcome: counted[outcome] for outcome in WORDS if outcome in counted}
    names = _names([answer])
    unmended = _unmended([answer]).get(answer.id, 0) if counts.get(REJECTED) else 0
    return AnswerFile(answer, reading_job(answer), counts, unmended, names.get(answer.created_by_id, ""))


def submissions_offered() -> list[tuple[str, str]]:
    """(number, funder) of what BPJS has still to answer, the latest first."""
    asked = SubmissionLine.select().where(
        SubmissionLine.submission == Submission.id, SubmissionLine.state == "asked"
    )
    query = Submission.select(Submission.no, Funder.name).join(Funder)
    query = query.where(
        Submission.sent_on.is_null(False), Submission.cancelled_at.is_null(), fn.EXISTS(asked)
    )
    return list(query.order_by(Submission.id.desc()).limit(MOST_OFFERED).tuples())


def funders_offered() -> list[tuple[str, str]]:
    """(id, name) of everybody BPJS was asked for, or who pays for people that are members by now."""
    query = Funder.select(Funder.id, Funder.name).where(fn.EXISTS(_asked_for()) | fn.EXISTS(_members_of()))
    return [(str(number), name) for number, name in query.order_by(Funder.name, Funder.id).tuples()]


def _asked_for():
    return Submission.select().where(Submission.funder == Funder.id)


def _members_of():
    counts = CoverageMonth.effective_on.is_null(False) & CoverageMonth.released_at.is_null()
    return CoverageMonth.select(CoverageMonth.id).where(CoverageMonth.funder == Funder.id, counts)


def _to_settle(answers: list[Answer]) -> dict[int, int]:
    standing = [answer.id for answer in answers if answer.state != WITHDRAWN]
    rows = AnswerRow.select(AnswerRow.answer, fn.COUNT(AnswerRow.id)).where(
        AnswerRow.answer.in_(standing), AnswerRow.outcome.in_(TO_SETTLE)
    )
    return dict(rows.group_by(AnswerRow.answer).tuples())


def _unmended(answers: list[Answer]) -> dict[int, int]:
    """By answer; a person counts once."""
    people = fn.COUNT(AnswerRow.worker.distinct())
    rows = AnswerRow.select(AnswerRow.answer, people).join(Worker, on=(AnswerRow.worker == Worker.id))
    rows = rows.where(AnswerRow.answer.in_([answer.id for answer in answers]), AnswerRow.outcome == REJECTED)
    return dict(rows.where(missing.REJECTED.condition()).group_by(AnswerRow.answer).tuples())


def _names(answers: list[Answer]) -> dict[int, str]:
    ids = {answer.created_by_id for answer in answers}
    return dict(User.select(User.id, User.name).where(User.id.in_(ids)).tuples())
