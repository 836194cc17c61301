"""What a list of members had said alone in the name of several: once it is taken back, those that hold good say it
again, since what was open already had stayed the one it was."""

from collections.abc import Iterator

from db.connection import in_turn, writing
from db.models import Answer, AnswerRow, Mismatch
from kiosk.domain.bpjs_mismatches import KINDS, OURS_ONLY
from kiosk.services.bpjs_list_queries import MEMBERS, READ, is_overtaken, protected_in_spans
from kiosk.services.bpjs_mismatch_rows import AT_ONCE, LISTS, raise_all, told_by
from kiosk.services.bpjs_whole_lists import NOT_COMPARED_CODE
from kiosk.services.portions import in_chunks


def say_again(withdrawn: Answer, *, closed_as: str) -> None:
    """Of the people about whom `withdrawn` was closed with these words. In transactions of its own of some hundred
    people each; done again it changes nothing."""
    for answer in _good_ones(withdrawn):
        for kind in KINDS:
            for chunk in in_chunks(_closed(withdrawn, kind, closed_as), AT_ONCE):
                with writing():
                    in_turn(LISTS)
                    told = told_by(answer, kind, chunk)
                    found = _said_by(answer, kind, [one for one in chunk if one not in told])
                    raise_all(answer, kind, found)


def _good_ones(withdrawn: Answer) -> Iterator[Answer]:
    lists = Answer.select().where(Answer.kind == MEMBERS, Answer.state == READ, Answer.id != withdrawn.id)
    return (answer for answer in lists.order_by(Answer.as_of, Answer.id) if not is_overtaken(answer))


def _closed(withdrawn: Answer, kind: str, closed_as: str) -> list[int]:
    rows = Mismatch.select(Mismatch.worker).where(
        Mismatch.answer == withdrawn, Mismatch.kind == kind, Mismatch.how == closed_as
    )
    return [worker_id for (worker_id,) in rows.order_by(Mismatch.worker).tuples()]


def _said_by(answer: Answer, kind: str, worker_ids: list[int]) -> dict[int, int | None]:
    """Worker → the row of the list, if there is one."""
    here = (AnswerRow.answer == answer) & AnswerRow.worker.in_(worker_ids)
    if kind != OURS_ONLY:
        rows = AnswerRow.select(AnswerRow.worker, AnswerRow.id).where(here, AnswerRow.outcome == kind)
        return dict(rows.tuples())
    if any(one["code"] == NOT_COMPARED_CODE for one in answer.findings):
        return {}
    listed = {worker_id for (worker_id,) in AnswerRow.select(AnswerRow.worker).where(here).tuples()}
    protected = {worker_id for (worker_id,) in protected_in_spans(answer, worker_ids).tuples()}
    return dict.fromkeys(protected - listed)
