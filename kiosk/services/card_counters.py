"""What waits to be done with cards, as counters over the lists behind them."""

from dataclasses import dataclass

from db.models import Card
from kiosk.domain.clock import start_of, today
from kiosk.services import access, card_queue, card_stock_pages, handover_waiting, print_log
from kiosk.services.acting import Actor
from kiosk.services.card_stock_pages import ENOUGH


@dataclass(frozen=True)
class CardCounters:
    """`to_print` is one more than card_queue.MOST for all beyond. `short` is at how many posts blank cards or sheets
    run out, `handed_today` what the post of today has handed over, for who has none all posts one sees; both None for
    who has no post to look after. `post` is the name of that of today, empty where there is none."""

    to_print: int
    runs_waiting: int
    to_hand_over: int
    short: int | None = None
    handed_today: int | None = None
    post: str = ""


def counters_for(by: Actor) -> CardCounters:
    """One query each, two for the stock of posts."""
    of_posts = by.role in (*access.SEES_ALL, "petugas")
    return CardCounters(
        to_print=card_queue.count(by=by),
        runs_waiting=print_log.waiting_for_answer(by),
        to_hand_over=handover_waiting.count(by=by),
        short=_posts_running_out(by) if of_posts else None,
        handed_today=_handed_today(by) if of_posts else None,
        post=by.post.name if by.post else "",
    )


def _posts_running_out(by: Actor) -> int:
    """Posts that never wrote anything down are none of them."""
    return sum(
        any(shelf.count is not None and shelf.state != ENOUGH for shelf in desk.shelves)
        for desk in card_stock_pages.desks(by=by)
    )


def _handed_today(by: Actor) -> int:
    """As the sheet of the day counts that opens behind it."""
    query = Card.select().where(Card.handed_at >= start_of(today()), Card.handed_post.is_null(False))
    if by.post_id:
        query = query.where(Card.handed_post == by.post_id)
    elif by.role not in access.SEES_ALL:
        query = query.where(Card.handed_post.in_(by.post_ids))
    return query.count()
