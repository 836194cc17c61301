"""Lists of cards to hand over, to be signed on paper: of what waits, and of one print run."""

from db.models import Batch, Card, Company, Post, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.files.handover_lists import HandoverList, ListedCard, handover_list_pdf
from kiosk.services import consents, handover_waiting, settings, standing
from kiosk.services.acting import Actor, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.card_states import is_living
from kiosk.services.handover_reach import within_reach
from kiosk.services.handover_waiting import WaitingCard, Wish
from kiosk.services.print_run_lookup import parts_in, places_of_part, run_seen_by

MOST = 500

TOO_LONG = N_(
    "Ada %(count)s kartu dalam daftar ini, sedangkan satu daftar paling banyak %(most)s. Saring dulu menurut pos, "
    "kelurahan, atau batch, lalu cetak daftarnya."
)
ALL_WAITING = "Kartu yang menunggu diserahkan"
NOWHERE = "belum ada tempat ambil"


def waiting_pdf(*, wish: Wish, by: Actor) -> bytes:
    """What waits, by kelurahan, in the order of its page. Raises Refused for more than MOST; NotThere, NotAllowed for
    a batch that this person may not see."""
    batch = batch_seen_by(by, wish.batch) if wish.batch else None
    if (count := handover_waiting.count(by=by, wish=wish)) > MOST:
        raise Refused(TOO_LONG, count=count, most=MOST)
    at = Post.get_or_none(Post.code == wish.post)
    lines = handover_waiting.first_of(by=by, wish=wish, most=MOST)
    return _pdf(lines, _which(wish, at, batch), at.name if at else _place(by), by_area=True)


def run_pdf(*, no: str, part: int = 1, by: Actor) -> bytes:
    """The living cards of a print run within reach that nobody has received yet, in the order they were printed, each
    with its number in the run, also when others are gone; of a long run those of one part, counted from 1. Raises
    NotThere, NotAllowed."""
    run = run_seen_by(by, no)
    part = min(part, max(parts_in(run), 1))
    which = f"Cetakan {no}" if parts_in(run) < 2 else f"Cetakan {no}, bagian {part}"
    places = _of_run(run, part, by)
    lines = handover_waiting.lines_of([place.card for place in places])
    numbers = [place.place for place in places]
    return _pdf(lines, which, _place(by), numbers=numbers, by_area=run.ordered_by == "kelurahan")


def _of_run(run: PrintRun, part: int, by: Actor) -> list[PrintedCard]:
    query = (
        PrintedCard.select(PrintedCard, Card, Worker, Post)
        .join(Card)
        .join(Worker)
        .switch(Card)
        .left_outer_join(Post, on=(Card.pickup_post == Post.id), attr="pickup_post")
        .where(PrintedCard.run == run, PrintedCard.place.between(*places_of_part(run, part)))
        .where(is_living(), Card.handed_at.is_null(), standing.is_free())
        .order_by(PrintedCard.place)
    )
    reach = within_reach(by)
    return list(query if reach is None else query.where(reach))


def _pdf(
    lines: list[WaitingCard], which: str, place: str, *, numbers: list[int] | None = None, by_area: bool
) -> bytes:
    """Without numbers the lines are counted."""
    words = consents.words_on(today())
    asks = any(line.asks for line in lines)
    sheet = HandoverList(
        place=place,
        which=which,
        printed_on=today(),
        rows=[
            ListedCard(number, one.name, one.reg_no, one.area, one.serial, one.asks)
            for number, one in zip(numbers or range(1, len(lines) + 1), lines, strict=True)
        ],
        consent=words.text if asks else "",
        consent_version=words.version,
        owner=settings.setting("programme_owner"),
        by_area=by_area,
    )
    return handover_list_pdf(sheet)


def _place(by: Actor) -> str:
    """Empty where it is written in by hand."""
    if by.post:
        return by.post.name
    return Company.get_by_id(by.company_id).name if by.company_id else ""


def _which(wish: Wish, at: Post | None, batch: Batch | None) -> str:
    """What the list was narrowed to, by numbers and names that people know."""
    words = [ALL_WAITING]
    if wish.post:
        words.append(f"di {at.name}" if at else NOWHERE)
    if batch:
        words.append(f"{batch.name} ({batch.no}) dari {batch.company.name}")
    return ", ".join(words)
