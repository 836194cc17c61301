"""Mismatches as lists of members raise and settle them, some hundred at a time, in the caller's transaction."""

from collections.abc import Collection, Iterable, Mapping

from db.models import Answer, Mismatch
from kiosk.domain.clock import utc_now
from kiosk.services.portions import in_chunks

LISTS = 21  # two lists with the same people would else wait for each other crosswise
AT_ONCE = 300


def raise_all(answer: Answer, kind: str, found: Mapping[int, int | None]) -> None:
    """`found`: worker → the row of the list, if there is one. What is open already stays the one it is."""
    rows = [
        {"worker": worker_id, "kind": kind, "answer": answer.id, "row": row_id}
        for worker_id, row_id in sorted(found.items())
    ]
    for chunk in in_chunks(rows, AT_ONCE):
        Mismatch.insert_many(chunk).on_conflict(
            action="nothing",
            conflict_target=[Mismatch.worker, Mismatch.kind],
            conflict_where=Mismatch.settled_at.is_null(),
        ).execute()


def told_by(answer: Answer, kind: str, worker_ids: Collection[int]) -> set[int]:
    """Those of these people (some hundred) about whom this list has said so before."""
    rows = Mismatch.select(Mismatch.worker).where(
        Mismatch.answer == answer, Mismatch.kind == kind, Mismatch.worker.in_(list(worker_ids))
    )
    return {worker_id for (worker_id,) in rows.tuples()}


def settle_by(answer: Answer, worker_ids: Iterable[int], *, kinds: Collection[str]) -> None:
    """What is open about these people and was said by no later list; `how` is the list's number then, and nobody
    settled it."""
    settled = {"settled_at": utc_now(), "settled_by_id": None, "how": answer.no}
    for chunk in in_chunks(sorted(set(worker_ids)), AT_ONCE):
        theirs = Mismatch.worker.in_(chunk) & Mismatch.kind.in_(kinds)
        Mismatch.update(settled).where(theirs, Mismatch.settled_at.is_null(), not_later(answer)).execute()


def not_later(answer: Answer):
    """The condition over Mismatch: raised by a list of this one's day or an earlier one."""
    lists = Answer.select(Answer.id).where(Answer.as_of <= answer.as_of)
    return Mismatch.answer.in_(lists)
