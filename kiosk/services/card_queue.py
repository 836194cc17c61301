"""Who needs a card printed: people who may be printed for and hold none yet, to choose from and to print together.

Only a narrow list (an officer's own, a company's, a kelurahan, a post, a batch) is in the order in which cards are
handed out; a wide one begins with who was registered last, which an index follows."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, BatchRow, Card, Company, Kelurahan, Post, Worker
from kiosk.domain.clock import start_of, today
from kiosk.domain.words import N_
from kiosk.services import access, card_states, ledger, places, settings, standing
from kiosk.services.acting import Actor, Refused
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import one_page
from kiosk.services.print_wishes import BY_KELURAHAN, BY_POST

PAGE = 50
MOST = 10_000  # so many are counted, and may be printed together
MOST_BATCHES = 50
TOO_MANY = N_(
    "Lebih dari %(most)s kartu tidak dicetak sekaligus. Saring dulu menurut kelurahan, pos, atau batch, lalu cetak "
    "bagian demi bagian."
)


@dataclass(frozen=True)
class Wanted:
    """Whose cards: a kelurahan's code or OUTSIDE, the code of the post that registered them, a batch's number, those
    registered today. Empty stands for any. `ordered_by` as in a PrintWish."""

    kelurahan: str = ""
    post: str = ""
    batch: str = ""
    today: bool = False
    ordered_by: str = BY_KELURAHAN


@dataclass(frozen=True)
class QueuedPerson:
    """One line of the list. `again`: why the card before this one is void, as its code; empty for a first card."""

    name: str
    reg_no: str
    area: str
    post: str
    enrolled_on: date
    again: str


def page_of(*, by: Actor, wanted: Wanted, page: int = 1) -> tuple[list[QueuedPerson], bool]:
    """One page of who needs a card, and whether more follow; five queries at most."""
    query = _in_order(_to_print(by, wanted), by, wanted).select(Worker, Post)
    query = query.left_outer_join(Post, on=(Worker.enrolled_post == Post.id))
    rows, follows = one_page(query, page=page, size=PAGE)
    again = _void_reasons([worker.id for worker in rows])
    return [_person(worker, again.get(worker.id, "")) for worker in rows], follows


def count(*, by: Actor, wanted: Wanted | None = None) -> int:
    """How many need a card, counted to MOST; one more than that stands for all beyond."""
    return _to_print(by, wanted or Wanted()).select(Worker.id).limit(MOST + 1).count()


def everybody(*, by: Actor, wanted: Wanted) -> list[Worker]:
    """All of them at once, to be printed. Raises Refused when they are more than MOST."""
    found = list(_in_order(_to_print(by, wanted), by, wanted).limit(MOST + 1))
    if len(found) > MOST:
        raise Refused(TOO_MANY, most=f"{MOST:,}".replace(",", "."))
    return found


def is_narrow(by: Actor, wanted: Wanted) -> bool:
    """Whether the list stands in the order in which cards are handed out."""
    return by.role not in access.SEES_ALL or bool(wanted.kelurahan or wanted.post or wanted.batch)


def only_protected() -> bool:
    """Whether the city prints cards only after BPJS has confirmed the cover."""
    return not settings.switched_on("card_before_cover")


def batches_to_choose(by: Actor) -> list[Batch]:
    """Batches in scope with their company, newest first, MOST_BATCHES of them: the open ones, and those of the
    withdrawn in which somebody still stands."""
    stands_in = BatchRow.select().where(BatchRow.batch == Batch.id, BatchRow.state == "ready")
    query = access.batches_in_scope(by).select(Batch, Company).join(Company)
    query = query.where((Batch.state == "open") | fn.EXISTS(stands_in))
    return list(query.order_by(Batch.id.desc()).limit(MOST_BATCHES))


def _to_print(by: Actor, wanted: Wanted):
    has_one = fn.EXISTS(card_states.done_or_under_way().where(Card.worker == Worker.id))
    query = access.workers_in_scope(by).where(standing.is_free(), ~has_one, *_chosen(by, wanted))
    return query.where(Worker.id.in_(ledger.workers_protected_today())) if only_protected() else query


def _chosen(by: Actor, wanted: Wanted):
    yield from lives_in(wanted.kelurahan)
    if wanted.post:
        yield Worker.enrolled_post.in_(Post.select(Post.id).where(Post.code == wanted.post))
    if wanted.batch:
        yield Worker.id.in_(_people_of_batch(by, wanted.batch))
    if wanted.today:
        yield Worker.enrolled_at >= start_of(today())


def _people_of_batch(by: Actor, no: str):
    """Worker ids; nobody where the batch is not the reader's."""
    mine = access.batches_in_scope(by).select(Batch.id).where(Batch.no == no)
    return BatchRow.select(BatchRow.worker).where(BatchRow.batch.in_(mine), BatchRow.state == "ready")


def _in_order(query, by: Actor, wanted: Wanted):
    if not is_narrow(by, wanted):
        return query.order_by(Worker.id.desc())
    if wanted.ordered_by == BY_POST:
        first = Worker.enrolled_post
        return query.order_by(first.is_null(), first, Worker.name, Worker.id)
    query = query.left_outer_join(Kelurahan, on=(Worker.kelurahan == Kelurahan.code), attr="area")
    query = query.order_by(
        Worker.kelurahan.is_null(), Kelurahan.name, Worker.kelurahan, Worker.name, Worker.id
    )
    return query.switch(Worker)


def _void_reasons(worker_ids: list[int]) -> dict[int, str]:
    """Why the latest void card of each is void."""
    rows = Card.select(Card.worker, Card.void_reason).where(
        Card.worker.in_(worker_ids), Card.void_at.is_null(False)
    )
    return dict(rows.order_by(Card.void_at).tuples())


def _person(worker: Worker, again: str) -> QueuedPerson:
    return QueuedPerson(
        name=worker.name,
        reg_no=worker.reg_no,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        post=worker.enrolled_post.name if worker.enrolled_post_id else "",
        enrolled_on=worker.enrolled_on,
        again=again,
    )
