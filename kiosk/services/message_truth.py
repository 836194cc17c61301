"""Whether what is still to be said by hand is still so: a worker somebody has taken on meanwhile is not told that
nobody has, whom somebody has reached is not called again, and a family is not called about a dead man's months."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from db.connection import writing
from db.models import CoverageMonth, LapseContact, Message, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.lapses import first_empty
from kiosk.services import lapse_wishes, lapses
from kiosk.services.acting import Actor
from kiosk.services.lapse_wishes import REACHED, Wish
from kiosk.services.message_texts import ENDED, ENDING, LAPSED, REVOKED, STARTED
from kiosk.services.messages import BY_HAND, STALE, TO_WORKER
from kiosk.services.portions import in_chunks
from kiosk.services.standing import is_free

AT_ONCE = 500
NEWS_LASTS = timedelta(days=30)
# Reads everybody's lists and changes nothing.
READER = Actor(user_id=None, name="Payung", role="auditor")
_LIST_OF = {ENDING: lapse_wishes.SOON, LAPSED: lapse_wishes.ARREARS, ENDED: lapse_wishes.ENDED}


def still_true(messages: Iterable[Message]) -> set[int]:
    """The ids of those that still hold; a handful of queries, however many they are (up to AT_ONCE)."""
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_kind[message.kind].append(message)
    return {number for kind, theirs in by_kind.items() for number in _true_of(kind, theirs)}


def set_aside_untrue(on_portion: Callable[[], None] = lambda: None) -> int:
    """What is true no longer waits for nobody; answers with how much that was. `on_portion` is called after each."""
    rows = Message.select(Message.id).where(Message.state == BY_HAND, Message.to_kind == TO_WORKER)
    numbers, found = [number for (number,) in rows.order_by(Message.id).tuples()], 0
    for chunk in in_chunks(numbers, AT_ONCE):
        waiting = Message.select(Message.id, Message.key, Message.kind, Message.worker, Message.created_at)
        untrue = set(chunk) - still_true(waiting.where(Message.id.in_(chunk)))
        if untrue:
            with writing():
                found += _set_aside(untrue)
        on_portion()
    return found


def set_aside_for(worker_id: int) -> None:
    """The same of one person, at once, in the caller's transaction."""
    waiting = list(Message.select().where(Message.worker == worker_id, Message.state == BY_HAND))
    _set_aside({message.id for message in waiting} - still_true(waiting))


def _set_aside(numbers: set[int]) -> int:
    return Message.update(state=STALE).where(Message.id.in_(numbers), Message.state == BY_HAND).execute()


def _true_of(kind: str, messages: list[Message]) -> set[int]:
    workers = {message.worker_id for message in messages}
    if kind in (STARTED, REVOKED):
        funded = _funded(messages) if kind == REVOKED else set()
        return _fresh_news(messages, workers) - funded
    listed = lapses.those_of(by=READER, wish=Wish(_LIST_OF[kind]), worker_ids=sorted(workers))
    ends = {(worker_id, first_empty(last)) for worker_id, last in listed.items()}
    told = _told_about(workers)
    return {
        one.id
        for one in messages
        if (about := (one.worker_id, month_of(one))) in ends
        and (about not in told or told[about] < one.created_at)
    }


def _fresh_news(messages: list[Message], workers: set[int]) -> set[int]:
    free = {
        number for (number,) in Worker.select(Worker.id).where(Worker.id.in_(workers), is_free()).tuples()
    }
    since = utc_now() - NEWS_LASTS
    return {one.id for one in messages if one.worker_id in free and one.created_at >= since}


def _funded(messages: list[Message]) -> set[int]:
    """Of these, those about a month that somebody has taken on after all."""
    about = {one.id: (one.worker_id, month_of(one)) for one in messages}
    rows = CoverageMonth.select(CoverageMonth.worker, CoverageMonth.month).where(
        CoverageMonth.worker.in_({worker_id for worker_id, _month in about.values()}),
        CoverageMonth.month.in_({month for _worker, month in about.values()}),
        CoverageMonth.released_at.is_null(),
    )
    taken = set(rows.tuples())
    return {number for number, what in about.items() if what in taken}


def _told_about(workers: set[int]) -> dict[tuple[int, date], datetime]:
    """By worker and first empty month: when somebody last reached them about it."""
    rows = LapseContact.select(LapseContact.worker, LapseContact.first_empty, LapseContact.at).where(
        LapseContact.worker.in_(workers), LapseContact.outcome.in_(REACHED)
    )
    return {(worker_id, month): at for worker_id, month, at in rows.order_by(LapseContact.id).tuples()}


def month_of(message: Message) -> date:
    """The month it is about ends its key: `lapsed:12:2027-02`."""
    return date.fromisoformat(f"{message.key.rpartition(':')[2]}-01")
