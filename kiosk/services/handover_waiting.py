"""The cards that wait to be handed over: printed well, at own posts or of own people, by kelurahan and name."""

from dataclasses import dataclass
from datetime import date

from db.models import Batch, BatchRow, Card, DeliveryTry, Kelurahan, Post, Worker
from kiosk.domain.clock import local
from kiosk.services import access, handover_consents, places, standing
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_waiting
from kiosk.services.handover_reach import within_reach
from kiosk.services.handover_tries import latest_tries
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import one_page

PAGE = 50
NO_POST = "tanpa"
READY, TRIED = "siap", "pernah-gagal"


@dataclass(frozen=True)
class Wish:
    """What to look for: the code of a post (NO_POST: none), of a kelurahan (OUTSIDE: none), the number of a batch,
    READY or TRIED. Empty stands for any."""

    post: str = ""
    kelurahan: str = ""
    batch: str = ""
    state: str = ""


@dataclass(frozen=True)
class WaitingCard:
    """One line of the list; `try_reason` (a code) and `tried_on` are empty while nobody has tried; `asks`: consent is
    still to be given."""

    serial: str
    name: str
    reg_no: str
    area: str
    post: str
    printed_on: date | None
    try_reason: str
    tried_on: date | None
    asks: bool


def page_of(*, by: Actor, wish: Wish, page: int = 1) -> tuple[list[WaitingCard], bool]:
    """One page, and whether more follow."""
    rows, follows = one_page(_in_order(waiting(by, wish)), page=page, size=PAGE)
    return lines_of(rows), follows


def first_of(*, by: Actor, wish: Wish, most: int) -> list[WaitingCard]:
    """The first `most` in the same order."""
    return lines_of(list(_in_order(waiting(by, wish)).limit(most)))


def count(*, by: Actor, wish: Wish | None = None) -> int:
    return waiting(by, wish or Wish()).count()


def waiting(by: Actor, wish: Wish):
    """The query, over Card joined with Worker. Nobody who is frozen or merged away is waited for."""
    query = Card.select().join(Worker).where(is_waiting(), standing.is_free(), *_wished(by, wish))
    reach = within_reach(by)
    return query if reach is None else query.where(reach)


def lines_of(rows: list[Card]) -> list[WaitingCard]:
    """Each card comes with worker and pickup post; two queries more."""
    asked = handover_consents.still_to_ask([card.worker_id for card in rows])
    tries = latest_tries([card.id for card in rows])
    return [_line(card, tries.get(card.id), card.worker_id in asked) for card in rows]


def posts_waited_at(by: Actor) -> list[Post]:
    """By name, those where a card waits that this person reaches."""
    posts = waiting(by, Wish()).select(Card.pickup_post).distinct()
    return list(Post.select().where(Post.id.in_(posts)).order_by(Post.name))


def _in_order(query):
    return (
        query.select(Card, Worker, Post)
        .switch(Card)
        .left_outer_join(Post, on=(Card.pickup_post == Post.id), attr="pickup_post")
        .switch(Worker)
        .left_outer_join(Kelurahan, on=(Worker.kelurahan == Kelurahan.code), attr="area")
        .order_by(Worker.kelurahan.is_null(), Kelurahan.name, Worker.kelurahan, Worker.name, Card.id)
    )


def _wished(by: Actor, wish: Wish):
    if wish.post:
        here = Post.select(Post.id).where(Post.code == wish.post)
        yield Card.pickup_post.is_null() if wish.post == NO_POST else Card.pickup_post.in_(here)
    yield from lives_in(wish.kelurahan)
    if wish.batch:
        seen = access.batches_in_scope(by).select(Batch.id).where(Batch.no == wish.batch)
        rows = BatchRow.select(BatchRow.worker)
        yield Card.worker.in_(rows.where(BatchRow.batch.in_(seen), BatchRow.state == "ready"))
    if wish.state:
        tried = Card.id.in_(DeliveryTry.select(DeliveryTry.card))
        yield tried if wish.state == TRIED else ~tried


def _line(card: Card, last_try: DeliveryTry | None, asks: bool) -> WaitingCard:
    worker = card.worker
    return WaitingCard(
        serial=card.serial,
        name=worker.name,
        reg_no=worker.reg_no,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        post=card.pickup_post.name if card.pickup_post_id else "",
        printed_on=local(card.printed_at).date() if card.printed_at else None,
        try_reason=last_try.reason if last_try else "",
        tried_on=local(last_try.at).date() if last_try else None,
        asks=asks,
    )
