"""Cards: one live card per worker, printed in runs; what is printed is what the ledger says that day."""

from collections.abc import Callable
from dataclasses import dataclass

from db.connection import writing
from db.models import Batch, BatchRow, Card, CoverageMonth, Funder, Job, PrintedCard, PrintRun, User, Worker
from kiosk.domain.clock import today
from kiosk.domain.protection import Protected
from kiosk.domain.words import N_, mask_nik
from kiosk.files.cards import CardFace, cards_pdf, state_lines
from kiosk.services import access, audit, ledger, queue, safe, settings, workers
from kiosk.services.acting import Actor, NotAllowed, NotThere, Refused
from kiosk.services.numbers import fresh_number, fresh_token
from kiosk.services.once import once

PRINTED_AT_ONCE = 20  # WeasyPrint makes some 35 cards a second; more than this and the worker prints
RUN = "print_run"
PROGRAMMES = "JKK + JKM"
MAY_PRINT = ("petugas", "mitra", "admin")

_public_url = ""


def configure(public_url: str) -> None:
    """What every QR starts with (PAYUNG_URL); never taken from a request."""
    global _public_url
    _public_url = public_url


@dataclass(frozen=True)
class RunFile:
    """A print run as its page shows it."""

    run: PrintRun
    job: Job | None
    batch: Batch | None


def print_cards(*, client_key: str, by: Actor, reg_no: str | None = None, batch_no: str | None = None) -> str:
    """Ask for the cards of one worker or of a whole batch, once per key; answers with the run's number.

    Raises NotThere, NotAllowed, Refused when there is nothing to print or printing before cover is off."""
    access.require(by.role in MAY_PRINT)
    chosen, batch = _chosen_workers(reg_no, batch_no, by)
    no, first_time = once(
        key=client_key,
        purpose="print_run",
        content={"worker": reg_no or "", "batch": batch_no or ""},
        by=by,
        make=lambda: _ask_for_run(chosen, batch, by),
    )
    if first_time and len(chosen) <= PRINTED_AT_ONCE:
        render_run(no=no)
    return no


def _chosen_workers(reg_no: str | None, batch_no: str | None, by: Actor) -> tuple[list[Worker], Batch | None]:
    if batch_no:
        batch = Batch.get_or_none(Batch.no == batch_no)
        if batch is None:
            raise NotThere
        access.require(access.may_see_batch(by, batch))
        return _workers_of(batch), batch
    worker = Worker.get_or_none(Worker.reg_no == (reg_no or ""))
    if worker is None:
        raise NotThere
    access.require(access.may_see_worker(by, worker))
    return [worker], None


def _workers_of(batch: Batch) -> list[Worker]:
    """In the order of kelurahan, as they are handed over."""
    return list(
        Worker.select()
        .join(BatchRow)
        .where(BatchRow.batch == batch, BatchRow.state == "ready")
        .order_by(Worker.kelurahan, Worker.name)
    )


def _ask_for_run(chosen: list[Worker], batch: Batch | None, by: Actor) -> str:
    if not chosen:
        raise Refused(
            N_("Belum ada pekerja yang siap dalam batch ini, jadi belum ada kartu yang dapat dicetak.")
        )
    if not settings.switched_on("card_before_cover"):
        _refuse_unprotected(chosen)
    cards = _live_cards(chosen, by)
    run = PrintRun.create(
        no=fresh_number(f"C{today():%y}"),
        batch=batch,
        post=by.post_id,
        cards_total=len(cards),
        asked_by=by.user_id,
    )
    PrintedCard.insert_many(
        [{"run": run.id, "card": card.id, "place": place} for place, card in enumerate(cards, 1)]
    ).execute()
    if len(chosen) > PRINTED_AT_ONCE:
        run.job = queue.ask("cards.print_run", by=by, total=len(cards), run=run.no)
        run.save(only=[PrintRun.job])
    kind, subject = ("batch", batch.no) if batch else ("pekerja", chosen[0].reg_no)
    audit.record("kartu.dicetak", by=by, kind=kind, subject=subject, kartu=len(cards), cetakan=run.no)
    return run.no


def _refuse_unprotected(chosen: list[Worker]) -> None:
    states = ledger.protections([worker.id for worker in chosen])
    if not all(isinstance(state, Protected) for state in states.values()):
        raise Refused(N_("Kartu baru dicetak setelah BPJS mengonfirmasi perlindungan."))


def _live_cards(chosen: list[Worker], by: Actor) -> list[Card]:
    """Each worker's living card, made where there is none; the partial unique index keeps it one."""
    ids = [worker.id for worker in chosen]
    known = _cards_by_worker(ids)
    missing = [
        {
            "serial": fresh_number(f"K{today():%y}", 7),
            "worker": worker_id,
            "token": fresh_token(),
            "pickup_post": by.post_id,
            "created_by": by.user_id,
        }
        for worker_id in ids
        if worker_id not in known
    ]
    for start in range(0, len(missing), ledger.ROWS_AT_ONCE):
        Card.insert_many(missing[start : start + ledger.ROWS_AT_ONCE]).execute()
    if missing:
        known = _cards_by_worker(ids)
    return [known[worker_id] for worker_id in ids]


def _cards_by_worker(ids: list[int]) -> dict[int, Card]:
    found = {}
    for start in range(0, len(ids), ledger.ROWS_AT_ONCE):
        chunk = ids[start : start + ledger.ROWS_AT_ONCE]
        cards = Card.select().where(Card.worker.in_(chunk), Card.void_at.is_null())
        found |= {card.worker_id: card for card in cards}
    return found


def render_run(*, no: str, progress: Callable[[int, int], None] | None = None) -> None:
    """Print a run to its sealed file. A second time changes nothing: the file is there."""
    run = PrintRun.get_or_none(PrintRun.no == no)
    if run is None:
        raise NotThere
    if run.path:
        return
    cards = list(
        Card.select(Card, Worker)
        .join(Worker)
        .switch(Card)
        .join(PrintedCard)
        .where(PrintedCard.run == run)
        .order_by(PrintedCard.place)
    )
    stored = safe.keep_file(cards_pdf(faces_of(cards), on_progress=progress), RUN)
    with writing():
        PrintRun.update(path=stored.path, state="ready").where(PrintRun.id == run.id).execute()


def faces_of(cards: list[Card]) -> list[CardFace]:
    """What is printed on each card today. Each card comes with its worker."""
    ids = [card.worker_id for card in cards]
    states = ledger.protections(ids)
    funders = _funders_by_worker(ids)
    city = settings.setting("city_name")
    return [_face(card, states[card.worker_id], funders.get(card.worker_id), city) for card in cards]


def _face(card: Card, state, funder: Funder | None, city: str) -> CardFace:
    worker = card.worker
    state_line, until_line = state_lines(protected=isinstance(state, Protected))
    return CardFace(
        name=worker.name,
        reg_no=worker.reg_no,
        kpj=safe.open_text(worker.kpj_sealed, safe.KPJ),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        programmes=PROGRAMMES,
        funder=workers.funder_words(funder) if funder else "belum ada penanggung",
        state_line=state_line,
        until_line=until_line,
        printed_on=today(),
        url=address_of(card),
        city=city,
    )


def _funders_by_worker(ids: list[int]) -> dict[int, Funder]:
    """Who pays the latest live month of each worker."""
    found = {}
    for start in range(0, len(ids), ledger.ROWS_AT_ONCE):
        chunk = ids[start : start + ledger.ROWS_AT_ONCE]
        rows = (
            CoverageMonth.select(CoverageMonth.worker, Funder)
            .join(Funder)
            .where(CoverageMonth.worker.in_(chunk), CoverageMonth.released_at.is_null())
            .order_by(CoverageMonth.month)
        )
        found |= {row.worker_id: row.funder for row in rows}
    return found


def address_of(card: Card) -> str:
    """The address the QR leads to."""
    return f"{_public_url}/v/{card.token}"


def run_of(*, no: str, by: Actor) -> RunFile:
    """The page of one print run. Raises NotThere, NotAllowed."""
    run = PrintRun.select().where(PrintRun.no == no).first()
    if run is None:
        raise NotThere
    _require_run(run, by)
    return RunFile(run=run, job=run.job, batch=run.batch)


def _require_run(run: PrintRun, by: Actor) -> None:
    if by.role in access.SEES_ALL or run.asked_by_id == by.user_id:
        return
    if by.role == "mitra" and run.asked_by.company_id == by.company_id:
        return
    if by.role == "mitra" and run.batch is not None and access.may_see_batch(by, run.batch):
        return
    if by.role == "petugas" and run.post_id in by.post_ids:
        return
    raise NotAllowed


def run_pdf(*, no: str, by: Actor) -> bytes:
    """The finished pages of a run. Raises NotThere while they are not ready, NotAllowed."""
    run = run_of(no=no, by=by).run
    if not run.path:
        raise NotThere
    return safe.file_content(run.path, RUN)


def card_pdf(*, serial: str, by: Actor) -> bytes:
    """One living card as it would be printed today; looking changes nothing. Raises NotThere, NotAllowed."""
    card = Card.select(Card, Worker).join(Worker).where(Card.serial == serial).first()
    if card is None or card.void_at:
        raise NotThere
    access.require(access.may_see_worker(by, card.worker))
    return cards_pdf(faces_of([card]))


def runs_of(*, by: Actor) -> list[PrintRun]:
    """The latest 30 runs this person may open."""
    query = PrintRun.select(PrintRun, Batch).left_outer_join(Batch).order_by(PrintRun.id.desc()).limit(30)
    if by.role == "petugas":
        query = query.where(PrintRun.post.in_(by.post_ids) | (PrintRun.asked_by == by.user_id))
    if by.role == "mitra":
        colleagues = User.select(User.id).where(User.company == by.company_id)
        query = query.where((Batch.company == by.company_id) | PrintRun.asked_by.in_(colleagues))
    return list(query)
