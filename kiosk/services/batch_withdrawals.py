"""A batch is taken back: nobody comes in any more, what nobody has paid is let go portion by portion, an open bill is
cancelled. What is paid stays with its people until it ends."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from peewee import fn

from db.connection import held, writing
from db.models import Batch, BatchRow, Commitment, CoverageMonth, Job
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    batch_letters,
    batch_places,
    bills,
    queue,
    releases,
    worker_news,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_unpaid import counted, is_unpaid, live_months, standing_bills
from kiosk.services.batch_withdrawal_pages import JOB, OPEN, WITHDRAWN, obstacle_to
from kiosk.services.batches import batch_seen_by
from kiosk.services.coverage_changes import changing
from kiosk.services.message_texts import REVOKED
from kiosk.services.notice_readers import active_posts
from kiosk.services.worker_news import News

MAY_WITHDRAW = ("petugas", "mitra", "admin")
DONE_AT_ONCE, PEOPLE_AT_ONCE = 500, 100  # in the request; in one transaction
BILL_CANCELLED_BECAUSE = "Batch dibatalkan."

NO_REASON = N_("Tulis mengapa batch ini dibatalkan: orang yang ada di dalamnya menunggu lagi karenanya.")

Progress = Callable[[int, int], None]


class ReasonMissing(Refused):
    """People stand in the batch: they are owed a reason."""

    def __init__(self):
        super().__init__(NO_REASON)


def withdraw(*, no: str, why: str, by: Actor) -> None:
    """From now on it is withdrawn; a small batch is let go of at once, a large one by the worker. Done already: nothing
    more. Raises NotThere, NotAllowed, Refused, ReasonMissing."""
    access.require(by.role in MAY_WITHDRAW)
    seen = batch_seen_by(by, no)
    with writing():
        batch = held(Batch.select().where(Batch.id == seen.id)).get()
        if batch.state != OPEN:
            return
        if obstacle := obstacle_to(batch, by):
            raise Refused(obstacle[0], **obstacle[1])
        people = counted(batch.id, is_unpaid())[0]
        if not why and (people or _stands_in(batch)):
            raise ReasonMissing
        job = _close(batch, why, people, by)
    if people <= DONE_AT_ONCE:
        queue.run_job(job.id, lambda job, progress: let_go(batch_id=seen.id, by=by, progress=progress))


def _close(batch: Batch, why: str, people: int, by: Actor) -> Job:
    Batch.update(
        state=WITHDRAWN, withdrawn_at=utc_now(), withdrawn_by_id=by.user_id, withdrawn_why=why
    ).where(Batch.id == batch.id).execute()
    audit.record("batch.dibatalkan", by=by, kind="batch", subject=batch.no, alasan=why, orang=people)
    return queue.ask(
        JOB, by=by, total=people, run_here=people <= DONE_AT_ONCE,
        batch=batch.id, user=by.user_id, post=by.post_id,
    )  # fmt: skip


def let_go(*, batch_id: int, by: Actor, progress: Progress) -> None:
    """What follows once it is withdrawn: each portion is a transaction of its own, so that whoever is stopped goes on
    at the next call."""
    people, done = counted(batch_id, is_unpaid())[0], 0
    while released := _let_go_of_some(batch_id, by):
        done += released
        progress(done, max(people, done))
    with writing():
        batch = held(Batch.select().where(Batch.id == batch_id)).get()
        _cancel_bills(batch, by)
        _note_end(batch, by)


def _let_go_of_some(batch_id: int, by: Actor) -> int:
    """How many people's unpaid months were let go."""
    with writing():
        held(Batch.select(Batch.id).where(Batch.id == batch_id)).get()
        unpaid = live_months(batch_id).where(is_unpaid())
        people = unpaid.select(CoverageMonth.worker).distinct().order_by(CoverageMonth.worker)
        ids = [worker_id for (worker_id,) in people.limit(PEOPLE_AT_ONCE).tuples()]
        if not ids:
            return 0
        with changing(ids) as changes:
            # Read again under the hold: somebody may have paid a moment ago.
            theirs = unpaid.where(CoverageMonth.worker.in_(ids)).order_by(CoverageMonth.id)
            months = list(theirs)
            releases.release(months, why=releases.BATCH_WITHDRAWN, by=by, changes=changes)
        _tell_people(months)
    return len(ids)


def _tell_people(months: list[CoverageMonth]) -> None:
    """Each that from the first of their months on nobody pays after all."""
    first: dict[int, date] = {}
    for row in months:
        first[row.worker_id] = min(first.get(row.worker_id, row.month), row.month)
    news, posts = [News(REVOKED, *one) for one in sorted(first.items())], active_posts()
    worker_news.say(news, posts)
    worker_news.say_once_more(news, posts)


def _stands_in(batch: Batch) -> bool:
    ready = (BatchRow.batch == batch) & (BatchRow.state == batch_places.READY)
    return BatchRow.select().where(ready).exists()


def _cancel_bills(batch: Batch, by: Actor) -> None:
    """One that is paid in part, or for which money was told meanwhile, stays as it is: it asks for nothing more."""
    for bill in standing_bills(batch):
        with suppress(Refused):
            bills.cancel(no=bill.no, why=BILL_CANCELLED_BECAUSE, by=by)


def _note_end(batch: Batch, by: Actor) -> None:
    let_go_of = (Commitment.batch == batch) & (CoverageMonth.released_why == releases.BATCH_WITHDRAWN)
    people = CoverageMonth.select(fn.COUNT(CoverageMonth.worker.distinct())).join(Commitment)
    count = people.where(let_go_of).scalar()
    if count:
        audit.record("batch.orang_dilepas", by=by, kind="batch", subject=batch.no, orang=count)
        batch_letters.withdrawn(batch)
