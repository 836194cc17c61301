"""A post's shelf as its page shows it: what should lie there, what is short, and the book, newest first."""

from dataclasses import dataclass

from db.models import CardStock, Post, PrintRun, User
from kiosk.services import settings
from kiosk.services.acting import Actor
from kiosk.services.card_stock import ITEMS, balances
from kiosk.services.card_stock_entries import UNDOES
from kiosk.services.own_posts import post_seen_by, posts_seen_by
from kiosk.services.portions import one_page

PAGE = 25
EMPTY, WRONG, LOW, ENOUGH = "empty", "wrong", "low", "enough"


@dataclass(frozen=True)
class Shelf:
    """`count` is None where nothing was ever written down; `state`: empty (nothing was), wrong (below zero: more was
    printed than came), low, enough."""

    item: str
    count: int | None
    state: str


@dataclass(frozen=True)
class Desk:
    post: Post
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the book. `undoes` is the id of the entry it takes back; `may_be_undone` is True while it stands."""

    row: CardStock
    undoes: int | None
    is_undone: bool

    @property
    def may_be_undone(self) -> bool:
        return not (self.row.print_run_id or self.undoes or self.is_undone)


def desks(*, by: Actor) -> list[Desk]:
    """Every post this person may look at, in two queries. Raises NotAllowed."""
    posts = posts_seen_by(by)
    known = balances([post.id for post in posts])
    return [Desk(post, _shelves(post, known)) for post in posts]


def desk_of(*, post_code: str, by: Actor) -> Desk:
    """Raises NotThere, NotAllowed."""
    post = post_seen_by(by, post_code)
    return Desk(post, _shelves(post, balances([post.id])))


def _shelves(post: Post, known: dict[tuple[int, str], int]) -> tuple[Shelf, ...]:
    return tuple(_shelf(item, known.get((post.id, item))) for item in ITEMS)


def _shelf(item: str, count: int | None) -> Shelf:
    if count is None:
        return Shelf(item, None, EMPTY)
    if count < 0:
        return Shelf(item, count, WRONG)
    return Shelf(item, count, LOW if count <= settings.whole("card_stock_low") else ENOUGH)


def book_of(post: Post, *, page: int) -> tuple[list[Entry], bool]:
    """One page of a post's book and whether older entries follow, in two queries."""
    query = (
        CardStock.select(CardStock, User, PrintRun)
        .join(User)
        .switch(CardStock)
        .left_outer_join(PrintRun)
        .where(CardStock.post == post)
        .order_by(CardStock.id.desc())
    )
    rows, follows = one_page(query, page=page, size=PAGE)
    undone = _undone(post, rows)
    return [Entry(row, _undoes(row.note), row.id in undone) for row in rows], follows


def _undone(post: Post, rows: list[CardStock]) -> set[int]:
    """Which of these were taken back."""
    notes = [f"{UNDOES}{row.id}" for row in rows]
    opposites = CardStock.select(CardStock.note).where(CardStock.post == post, CardStock.note.in_(notes))
    return {_undoes(note) for (note,) in opposites.tuples()}


def _undoes(note: str) -> int | None:
    return int(note.removeprefix(UNDOES)) if note.startswith(UNDOES) else None
