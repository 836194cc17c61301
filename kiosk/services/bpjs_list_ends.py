"""What follows from a list of members as a whole: who is missing from it, and what is settled by that.

Each step takes the next some hundred by their ids and commits; a step done again finds nothing to do."""

from collections.abc import Callable, Iterator

from peewee import SQL, fn

from db.connection import in_turn, writing
from db.models import Answer, AnswerRow, AuditEvent, CoverageMonth, CoverageSpan, Mismatch
from kiosk.domain.bpjs_mismatches import BPJS_ONLY, OURS_ONLY
from kiosk.services import audit
from kiosk.services.acting import Actor
from kiosk.services.bpjs_list_queries import is_overtaken, is_protected, protected_in_spans
from kiosk.services.bpjs_mismatch_rows import LISTS, not_later, raise_all, settle_by
from kiosk.services.portions import in_chunks

AT_ONCE, IDS_AT_ONCE = 300, 6_000
COMPARED = "bpjs.daftar_dicocokkan"

Progress = Callable[[int, int], None]


def finish(*, answer: Answer, by: Actor, progress: Progress) -> None:
    """A list that a later one has overtaken says nothing of today: nobody is missing by it."""
    rows = AnswerRow.select().where(AnswerRow.answer == answer).count()
    if not is_overtaken(answer):
        for step in (_missing_here, _gone_there, _agreed_by_absence):
            for _done in step(answer):
                progress(rows, rows)
    _write_down(answer, by)


def _missing_here(answer: Answer) -> Iterator[None]:
    """Protected here on the list's day and not on it. Nobody about whom this very list has said so before, and it was
    settled since."""
    told = Mismatch.select(Mismatch.worker).where(Mismatch.answer == answer, Mismatch.kind == OURS_ONLY)
    for worker_ids in _chunks(lambda after: _protected(answer, after) - _listed(answer) - told):
        with writing():
            in_turn(LISTS)
            raise_all(answer, OURS_ONLY, dict.fromkeys(worker_ids))
        yield


def _gone_there(answer: Answer) -> Iterator[None]:
    """BPJS named them active once and no longer does."""
    yield from _settled(answer, BPJS_ONLY)


def _agreed_by_absence(answer: Answer) -> Iterator[None]:
    """Missing from an earlier list, and by now not protected here either."""
    protected = CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.worker == Mismatch.worker, is_protected(answer.as_of)
    )
    yield from _settled(answer, OURS_ONLY, ~fn.EXISTS(protected))


def _settled(answer: Answer, kind: str, *more) -> Iterator[None]:
    for worker_ids in _chunks(lambda after: _open_about(answer, kind, after, *more) - _listed(answer)):
        with writing():
            in_turn(LISTS)
            settle_by(answer, worker_ids, kinds=(kind,))
        yield


def _chunks(people) -> Iterator[list[int]]:
    """Some hundred ids at a time of `people(after)`, a query of ids beyond that one. Each run of it is one pass over
    the list: it is asked for thousands."""
    after = 0
    while found := [row[0] for row in people(after).order_by(SQL("1")).limit(IDS_AT_ONCE).tuples()]:
        yield from in_chunks(found, AT_ONCE)
        after = found[-1]


def _listed(answer: Answer):
    """EXCEPT asks each database for one pass over the list; joined, SQLite would go through it for each person."""
    return AnswerRow.select(AnswerRow.worker).where(
        AnswerRow.answer == answer, AnswerRow.worker.is_null(False)
    )


def _protected(answer: Answer, after: int):
    return protected_in_spans(answer).where(CoverageSpan.worker > after)


def _open_about(answer: Answer, kind: str, after: int, *more):
    """Whose open mismatches are of lists that this one covers."""
    rows = Mismatch.select(Mismatch.worker).where(
        Mismatch.kind == kind,
        Mismatch.settled_at.is_null(),
        Mismatch.answer != answer,
        Mismatch.worker > after,
        not_later(answer),
        *more,
    )
    return rows if answer.funder_id is None else rows.where(_of_the_same(answer))


def _of_the_same(answer: Answer):
    return Mismatch.answer.in_(Answer.select(Answer.id).where(Answer.funder == answer.funder_id))


def _write_down(answer: Answer, by: Actor) -> None:
    """Once, with how many lines came to what."""
    said = AuditEvent.select(AuditEvent.id).where(
        AuditEvent.subject_kind == "balasan", AuditEvent.subject == answer.no, AuditEvent.action == COMPARED
    )
    counted = fn.COUNT(AnswerRow.id)
    lines = AnswerRow.select(AnswerRow.outcome, counted).where(AnswerRow.answer == answer)
    raised = Mismatch.select().where(Mismatch.answer == answer, Mismatch.kind == OURS_ONLY)
    with writing():
        if not said.exists():
            audit.record(
                COMPARED, by=by, kind="balasan", subject=answer.no, tidak_ada_di_bpjs=raised.count(),
                **dict(lines.group_by(AnswerRow.outcome).tuples()),
            )  # fmt: skip
