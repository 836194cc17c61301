"""Cards: one living card per worker, made where there is none; its face is what the ledger says that day."""

from datetime import date

from db.kept import KeptInsert
from db.models import Card, CoverageMonth, Funder, Worker
from kiosk.domain.clock import last_of_month, today
from kiosk.domain.protection import Protected
from kiosk.domain.words import mask_nik
from kiosk.files.card_face import AWAITING_KPJ, NO_KPJ, CardFace, state_lines
from kiosk.files.card_sheets import Printing
from kiosk.files.cards import cards_pdf
from kiosk.services import access, card_texts, ledger, photos, safe, settings, standing, worker_flags
from kiosk.services.acting import Actor, NotThere
from kiosk.services.numbers import fresh_number, fresh_token
from kiosk.services.portions import in_chunks
from kiosk.services.worker_strip import funder_words

PROGRAMMES = "JKK + JKM"
ROWS_AT_ONCE = 300
SINGLES = Printing()

_cards = KeptInsert(Card)

_public_url = ""


def configure(public_url: str) -> None:
    """What every QR starts with (PAYUNG_URL); never taken from a request."""
    global _public_url
    _public_url = public_url


def card_pdf(*, serial: str, by: Actor) -> bytes:
    """One living card as it would be printed today, marked as a preview: a piece of plastic comes out of a run only.
    Looking changes nothing. Raises NotThere, NotAllowed, Refused for a person for whom nothing may be printed."""
    card = Card.select(Card, Worker).join(Worker).where(Card.serial == serial).first()
    if card is None or card.void_at:
        raise NotThere
    access.require(access.may_see_worker(by, card.worker))
    standing.require_free([card.worker])
    return pdf_of([card], preview=True)


def pdf_of(
    cards: list[Card],
    *,
    printing: Printing = SINGLES,
    preview: bool = False,
    first: int = 1,
    on_progress=None,
) -> bytes:
    """These cards as they would be printed today, one file, on A4 numbered from `first`; each comes with its worker."""
    return cards_pdf(
        faces_of(cards),
        texts=card_texts.texts_now(),
        call_centre=settings.setting("call_centre"),
        printing=printing,
        preview=preview,
        first=first,
        on_progress=on_progress,
    )


def faces_of(cards: list[Card]) -> list[CardFace]:
    """What is printed on each card today. Each card comes with its worker."""
    ids = [card.worker_id for card in cards]
    states = ledger.protections(ids)
    funders, faces = _funders_by_worker(ids), photos.photos_of(ids)
    city = settings.setting("city_name")
    refused = worker_flags.open_among(worker_flags.BPJS_REJECTED, ids)
    return [
        _face(
            card,
            states[card.worker_id],
            funders.get(card.worker_id),
            city,
            faces.get(card.worker_id),
            NO_KPJ if card.worker_id in refused else AWAITING_KPJ,
        )
        for card in cards
    ]


def _funders_by_worker(ids: list[int]) -> dict[int, Funder]:
    """Who pays the latest live month of each worker."""
    found = {}
    for chunk in in_chunks(ids, ROWS_AT_ONCE):
        rows = (
            CoverageMonth.select(CoverageMonth.worker, Funder)
            .join(Funder)
            .where(CoverageMonth.worker.in_(chunk), CoverageMonth.released_at.is_null())
            .order_by(CoverageMonth.month)
        )
        found |= {row.worker_id: row.funder for row in rows}
    return found


def _face(card: Card, state, funder: Funder | None, city: str, photo: bytes | None, no_kpj: str) -> CardFace:
    worker = card.worker
    state_line, until_line = state_lines(
        protected=isinstance(state, Protected), prepaid_until=_prepaid_until(state)
    )
    return CardFace(
        name=worker.name,
        reg_no=worker.reg_no,
        kpj=safe.open_text(worker.kpj_sealed, safe.KPJ),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        programmes=PROGRAMMES,
        funder=funder_words(funder) if funder else "belum ada penanggung",
        state_line=state_line,
        until_line=until_line,
        printed_on=today(),
        url=address_of(card),
        city=city,
        photo=photo,
        no_kpj=no_kpj,
    )


def _prepaid_until(state) -> date | None:
    """The last month, where more than this one is paid and confirmed; who is paid for month by month has none."""
    ahead = isinstance(state, Protected) and state.until > last_of_month(today())
    return state.until if ahead else None


def address_of(card: Card) -> str:
    """What its QR carries."""
    return f"{_public_url}/v/{card.token}"


def live_card(worker_id: int) -> Card | None:
    return Card.get_or_none(Card.worker == worker_id, Card.void_at.is_null())


def last_void_card(worker_id: int) -> Card | None:
    """What somebody without a living card may still hold in their hand."""
    voided = Card.select().where(Card.worker == worker_id, Card.void_at.is_null(False))
    return voided.order_by(Card.void_at.desc()).first()


def live_card_ids(workers: list[Worker], by: Actor) -> list[int]:
    """The id of each worker's living card in the same order, made in the caller's transaction where there is none; the
    partial unique index keeps it one."""
    known = _ids_by_worker(workers)
    missing = [worker for worker in workers if worker.id not in known]
    _cards.add_all([_row_of_new_card(worker, by) for worker in missing])
    known |= _ids_by_worker(missing)
    return [known[worker.id] for worker in workers]


def _ids_by_worker(workers: list[Worker]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in in_chunks([worker.id for worker in workers], ROWS_AT_ONCE):
        living = Card.select(Card.worker, Card.id).where(Card.worker.in_(chunk), Card.void_at.is_null())
        found |= dict(living.tuples())
    return found


def _row_of_new_card(worker: Worker, by: Actor) -> dict:
    """It waits where it is printed, or else where its owner was registered."""
    return {
        "serial": fresh_number(f"K{today():%y}", 7),
        "worker": worker.id,
        "token": fresh_token(),
        "pickup_post": by.post_id or worker.enrolled_post_id,
        "created_by": by.user_id,
    }
