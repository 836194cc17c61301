"""A place in a batch follows the months it stands for: with the last of them the commitment ends and the place is
given up; what is paid late and taken again brings both back."""

from collections.abc import Iterable

from peewee import fn

from db.models import Batch, BatchRow, Commitment, CoverageMonth
from kiosk.domain.clock import utc_now
from kiosk.services.portions import in_chunks

READY, RELEASED, REPEATED = "ready", "released", "repeated"
COMMITMENTS_AT_ONCE = 500


def next_number(batch: Batch) -> int:
    """Of people who come one by one, in no sheet."""
    return BatchRow.select().where(BatchRow.batch == batch, BatchRow.upload.is_null()).count() + 1


def end_empty(commitment_ids: Iterable[int], *, why: str) -> None:
    """Of these commitments those without a live month are over; in the caller's transaction, which holds the people."""
    for chunk in in_chunks(sorted(set(commitment_ids)), COMMITMENTS_AT_ONCE):
        over = Commitment.id.in_(chunk) & Commitment.ended_at.is_null() & ~fn.EXISTS(_live(Commitment.id))
        Commitment.update(ended_at=utc_now(), ended_why=why).where(over).execute()


def give_up(commitment_ids: Iterable[int]) -> None:
    """The places these commitments stand for, where nothing is left of any."""
    for chunk in in_chunks(sorted(set(commitment_ids)), COMMITMENTS_AT_ONCE):
        empty = (BatchRow.state == READY) & fn.EXISTS(_place_of(chunk)) & ~fn.EXISTS(_live_here())
        BatchRow.update(state=RELEASED).where(empty).execute()


def take_back(commitment_ids: Iterable[int]) -> None:
    """These commitments have live months again: they go on, and who stood in a batch by them stands there again."""
    for chunk in in_chunks(sorted(set(commitment_ids)), COMMITMENTS_AT_ONCE):
        Commitment.update(ended_at=None, ended_why="").where(
            Commitment.id.in_(chunk), fn.EXISTS(_live(Commitment.id))
        ).execute()
        back = [row_id for (row_id,) in _given_up(chunk).tuples()]
        BatchRow.update(state=READY).where(BatchRow.id.in_(back)).execute()


def set_released_aside(batch: Batch, worker_ids: Iterable[int]) -> None:
    """These people come into the batch anew: the rows that were given up are counted no more."""
    for chunk in in_chunks(worker_ids, COMMITMENTS_AT_ONCE):
        BatchRow.update(state=REPEATED).where(
            BatchRow.batch == batch, BatchRow.state == RELEASED, BatchRow.worker.in_(chunk)
        ).execute()


def count_came_back(batch: Batch) -> int:
    """How many rows were given up before their people came in anew: in no sheet they stand twice."""
    over = Commitment.select(Commitment.id).where(
        Commitment.batch == batch, Commitment.worker == BatchRow.worker, Commitment.ended_at.is_null(False)
    )
    rows = BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == REPEATED, fn.EXISTS(over))
    return rows.count()


def _given_up(commitment_ids: list[int]):
    """Of who stood in a batch by these commitments and stands there no more, the first row."""
    other = BatchRow.alias()
    has_place = other.select(other.id).where(
        other.batch == BatchRow.batch, other.worker == BatchRow.worker, other.state == READY
    )
    return (
        BatchRow.select(fn.MIN(BatchRow.id))
        .where(BatchRow.state == RELEASED, fn.EXISTS(_place_of(commitment_ids)), ~fn.EXISTS(has_place))
        .group_by(BatchRow.batch, BatchRow.worker)
    )


def _live(commitment_id):
    """Live months of one commitment."""
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.commitment == commitment_id, CoverageMonth.released_at.is_null()
    )


def _place_of(commitment_ids: list[int]):
    """For a row of a batch: one of these commitments is the reason of its place."""
    return Commitment.select(Commitment.id).where(
        Commitment.id.in_(commitment_ids),
        Commitment.batch == BatchRow.batch,
        Commitment.worker == BatchRow.worker,
    )


def _live_here():
    """For a row of a batch: live months its worker still has there."""
    return (
        CoverageMonth.select(CoverageMonth.id)
        .join(Commitment)
        .where(
            Commitment.batch == BatchRow.batch,
            CoverageMonth.worker == BatchRow.worker,
            CoverageMonth.released_at.is_null(),
        )
    )
