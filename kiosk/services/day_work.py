"""What each officer did at a post on one local day, counted from the rows themselves."""

from datetime import date, datetime, timedelta

from peewee import fn

from db.models import Card, DeliveryTry, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import start_of
from kiosk.files.day_sheets import Work

Found = dict[tuple[int, int], int]
Done = dict[tuple[int, int], Work]


def done_by(posts: list[int], day: date) -> Done:
    """(post, person) → what was done, in five queries however many posts and people there are."""
    since, before = start_of(day), start_of(day + timedelta(days=1))
    found = {
        "good": _printed_well(posts, since, before),
        "spoiled": _spoiled(posts, since, before),
        "handed": _handed(posts, since, before),
        "missed": _missed(posts, since, before),
        "enrolled": _enrolled(posts, since, before),
    }
    pairs = {pair for counted in found.values() for pair in counted}
    return {pair: Work(**{what: counted.get(pair, 0) for what, counted in found.items()}) for pair in pairs}


def _printed_well(posts: list[int], since: datetime, before: datetime) -> Found:
    """When somebody said so, or when such a card was handed over before anybody had said anything about its run."""
    who = fn.COALESCE(PrintRun.confirmed_by, PrintRun.asked_by)
    query = (
        PrintedCard.select(PrintRun.post, who, fn.COUNT(PrintedCard.id))
        .join(PrintRun)
        .switch(PrintedCard)
        .join(Card)
        .where(
            PrintRun.post.in_(posts),
            PrintRun.confirmed_at.is_null() | (PrintRun.confirmed_at >= since),
            PrintedCard.outcome == "good",
            Card.printed_at >= since,
            Card.printed_at < before,
        )
    )
    return _counted(query.group_by(PrintRun.post, who))


def _spoiled(posts: list[int], since: datetime, before: datetime) -> Found:
    query = (
        PrintedCard.select(PrintRun.post, PrintRun.confirmed_by, fn.COUNT(PrintedCard.id))
        .join(PrintRun)
        .where(
            PrintRun.post.in_(posts),
            PrintRun.confirmed_at >= since,
            PrintRun.confirmed_at < before,
            PrintedCard.outcome == "spoiled",
        )
    )
    return _counted(query.group_by(PrintRun.post, PrintRun.confirmed_by))


def _handed(posts: list[int], since: datetime, before: datetime) -> Found:
    return _simply_counted(Card, Card.handed_post, Card.handed_by, Card.handed_at, posts, since, before)


def _missed(posts: list[int], since: datetime, before: datetime) -> Found:
    return _simply_counted(
        DeliveryTry, DeliveryTry.post, DeliveryTry.by, DeliveryTry.at, posts, since, before
    )


def _enrolled(posts: list[int], since: datetime, before: datetime) -> Found:
    """By the moment it was typed, so that paper copied today is today's work."""
    return _simply_counted(
        Worker, Worker.enrolled_post, Worker.enrolled_by, Worker.enrolled_at, posts, since, before
    )


def _simply_counted(table, post, person, at, posts: list[int], since: datetime, before: datetime) -> Found:
    query = table.select(post, person, fn.COUNT(table.id)).where(
        post.in_(posts), at >= since, at < before, person.is_null(False)
    )
    return _counted(query.group_by(post, person))


def _counted(query) -> Found:
    return {(post, person): count for post, person, count in query.tuples()}
