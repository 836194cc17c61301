"""What each officer did at a post on one local day, counted from the rows themselves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import fn

from db.models import Card, DeliveryTry, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import start_of
from kiosk.files.day_sheets import Work

Found = dict[tuple[int, int], int]
Done = dict[tuple[int, int], Work]


@dataclass(frozen=True)
class Span:
    """The posts that are asked about, and the day there: from `since` up to `before`, in UTC."""

    posts: list[int]
    since: datetime
    before: datetime


def done_by(posts: list[int], day: date) -> Done:
    """(post, person) → what was done, in five queries however many posts and people there are."""
    span = Span(posts, since=start_of(day), before=start_of(day + timedelta(days=1)))
    found = {
        "good": _printed_well(span),
        "spoiled": _spoiled(span),
        "handed": _handed(span),
        "missed": _missed(span),
        "enrolled": _enrolled(span),
    }
    pairs = {pair for counted in found.values() for pair in counted}
    return {pair: Work(**{what: counted.get(pair, 0) for what, counted in found.items()}) for pair in pairs}


def _printed_well(span: Span) -> Found:
    """When somebody said so, or when such a card was handed over before anybody had said anything about its run."""
    told = PrintRun.confirmed_at.is_null() | (PrintRun.confirmed_at >= span.since)
    good = _places("good").join(Card).where(told)
    who = fn.COALESCE(PrintRun.confirmed_by, PrintRun.asked_by)
    return _counted(good, span, post=PrintRun.post, who=who, at=Card.printed_at)


def _spoiled(span: Span) -> Found:
    at = PrintRun.confirmed_at
    return _counted(_places("spoiled"), span, post=PrintRun.post, who=PrintRun.confirmed_by, at=at)


def _handed(span: Span) -> Found:
    return _counted(Card.select(), span, post=Card.handed_post, who=Card.handed_by, at=Card.handed_at)


def _missed(span: Span) -> Found:
    tries = DeliveryTry.select()
    return _counted(tries, span, post=DeliveryTry.post, who=DeliveryTry.by, at=DeliveryTry.at)


def _enrolled(span: Span) -> Found:
    """By the moment it was typed, so that paper copied today is today's work."""
    who, at = Worker.enrolled_by, Worker.enrolled_at
    return _counted(Worker.select(), span, post=Worker.enrolled_post, who=who, at=at)


def _places(outcome: str):
    """The query of places in print runs that came out so."""
    places = PrintedCard.select().join(PrintRun).switch(PrintedCard)
    return places.where(PrintedCard.outcome == outcome)


def _counted(rows, span: Span, *, post, who, at) -> Found:
    """How many of these rows, by the columns that say at which post, by whom and when; nobody's are left out."""
    then = rows.where(post.in_(span.posts), at >= span.since, at < span.before, who.is_null(False))
    query = then.select(post, who, fn.COUNT(rows.model.id)).group_by(post, who)
    return {(post_id, person): count for post_id, person, count in query.tuples()}
