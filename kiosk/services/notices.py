"""What worker, funder and post are told: that cover began, is about to end, has lapsed, is over; that months were let
go. Each is said once, by its key, whoever notices it first and however often the day's round is made.

The worker's words are said by hand at the post. Funder and post get one letter each for a day's news, with numbers and
no names. Who lapses is asked of services/lapses, as the list on /berakhir is."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from peewee import fn

from db.connection import writing
from db.models import Batch, Commitment, CoverageMonth, CoverageSpan, Funder
from kiosk.domain.clock import add_months, first_of_month, start_of, today, utc_now
from kiosk.domain.coverage_spans import PAID
from kiosk.domain.lapses import ending_soon, first_empty
from kiosk.services import (
    lapse_wishes,
    lapses,
    membership_starts,
    message_texts,
    message_truth,
    notice_digests,
    releases,
    worker_news,
)
from kiosk.services.lapse_wishes import Wish
from kiosk.services.message_texts import ENDED, ENDING, LAPSED, STARTED
from kiosk.services.messages import RELEASED, TO_FUNDER, link, write_anew, write_letter
from kiosk.services.notice_readers import active_posts, readers_of
from kiosk.services.portions import in_chunks
from kiosk.services.worker_news import LAST_NOTICE, News

AT_ONCE = 500
EVERYBODY = 10_000_000  # more than a list ever holds
LAST_NOTICE_DAYS = 14
GATHERED_WITHIN = timedelta(minutes=5)  # the job lets go of a batch in several portions


def released(*, funder_id: int, batch_id: int | None, months: list[CoverageMonth]) -> None:
    """In the transaction that let go of `months`. One letter a day for each batch; what follows on the same day
    makes it say the day's new sum."""
    funder = Funder.get_by_id(funder_id)
    addresses = readers_of(funder)
    if not months or not addresses:
        return
    day, batch = today(), Batch.get_or_none(Batch.id == batch_id)
    months_let_go, people = _let_go_on(day, funder_id, batch_id)
    about = {"batch_no": batch.no if batch else "", "funder": funder.name}
    letter = {
        "key": f"{RELEASED}:{funder_id}:{batch_id or 0}:{day}",
        "subject": message_texts.released_subject(**about),
        "text": message_texts.released_text(
            **about, months=months_let_go, people=people, day=day,
            link=link(f"/batch/{batch.no}" if batch else "/tagihan"),
        ),
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }  # fmt: skip
    if not write_letter(kind=RELEASED, to_kind=TO_FUNDER, funder=funder_id, batch=batch_id, **letter):
        write_anew(**letter)


def _let_go_on(day: date, funder_id: int, batch_id: int | None) -> tuple[int, int]:
    """Months and people of this funder and batch whose time ran out on that day."""
    counted = CoverageMonth.select(fn.COUNT(CoverageMonth.id), fn.COUNT(CoverageMonth.worker.distinct()))
    in_batch = Commitment.batch.is_null() if batch_id is None else Commitment.batch == batch_id
    rows = counted.join(Commitment).where(
        CoverageMonth.funder == funder_id,
        in_batch,
        CoverageMonth.released_why == releases.HOLD,
        CoverageMonth.released_at >= start_of(day),
    )
    return rows.tuples().get()


def started(worker_ids: Iterable[int]) -> None:
    """In the caller's transaction: whoever of these is protected today is told that cover began, once for each
    membership."""
    posts = active_posts()
    for chunk in in_chunks(sorted(set(worker_ids)), AT_ONCE):
        begun = membership_starts.protected_since(chunk, today())
        worker_news.say(
            [News(STARTED, worker_id, first_of_month(day)) for worker_id, day in begun.items()], posts
        )


def daily(progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """The day's round. Whatever was missed on the days before is said now; a round that was stopped is made again.
    `progress` hears of every portion."""
    posts, day = active_posts(), today()
    begun = _begun_lately(day)
    news = [*_ending(day), *_news(LAPSED, lapse_wishes.ARREARS), *_news(ENDED, lapse_wishes.ENDED)]
    total, done = len(begun) + len(news), 0
    for chunk in in_chunks(begun, AT_ONCE):
        with writing():
            started(chunk)
        progress(done := done + len(chunk), total)
    for chunk in in_chunks(news, AT_ONCE):
        worker_news.tell(chunk, posts)
        progress(done := done + len(chunk), total)
    message_truth.set_aside_untrue(lambda: progress(done, total))
    notice_digests.write(day)


def _begun_lately(day: date) -> list[int]:
    """Whose membership may have begun by a month's first day alone, confirmed before."""
    since = add_months(day, -1)
    rows = CoverageSpan.select(CoverageSpan.worker).where(
        CoverageSpan.kind == PAID,
        CoverageSpan.member,
        CoverageSpan.last >= since,
        CoverageSpan.first >= since,
    )
    return [worker_id for (worker_id,) in rows.order_by(CoverageSpan.worker).tuples()]


def _ending(day: date) -> list[News]:
    """With the last notice, where it is due, instead of the first."""
    last = first_empty(ending_soon(day, LAST_NOTICE_DAYS).last)
    return [
        News(LAST_NOTICE if one.month <= last else ENDING, one.worker_id, one.month)
        for one in _news(ENDING, lapse_wishes.SOON)
    ]


def _news(kind: str, which: str) -> list[News]:
    found = lapses.first_of(by=message_truth.READER, wish=Wish(which), most=EVERYBODY)
    return [News(kind, worker_id, first_empty(last)) for worker_id, last in sorted(found)]
