"""Workers as their pages need them: one person, a page of persons, a revealed NIK."""

from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.models import Card, Occupation, Post, PrintRun, User, Worker, WorkerFlag
from kiosk.domain.findings import Finding
from kiosk.domain.words import mask_kpj, mask_nik, mask_phone
from kiosk.services import (
    access,
    audit,
    card_states,
    ledger,
    one_worker,
    places,
    safe,
    worker_flags,
    worker_remarks,
)
from kiosk.services.acting import Actor
from kiosk.services.cards import last_void_card, live_card
from kiosk.services.merged_numbers import require_current
from kiosk.services.portions import one_page
from kiosk.services.print_run_lookup import may_see_run, open_run_of
from kiosk.services.receipts import is_withheld
from kiosk.services.worker_cover import Cover, cover_of

PAGE = 30


@dataclass(frozen=True)
class WorkerFile:
    """Everything one worker's page shows; secrets masked. `is_guest` when only served at the reader's post today;
    `to_compare` is what to hold against the KTP; `flags` what somebody has to settle, by its kind. `card` is the one in
    force, `card_state` as card_states says, `card_run` a run without an answer in which it stands,
    `opens_run` whether the reader may open that; `cover` the months."""

    worker: Worker
    area: str
    masked_nik: str
    masked_phone: str
    masked_kpj: str
    protection: object
    cover: Cover
    card: Card | None
    card_state: str
    card_run: PrintRun | None
    opens_run: bool
    void_card: Card | None
    receipt: bool
    is_guest: bool
    may_reveal: bool
    to_compare: list[Finding]
    about_age: list[Finding]
    flags: dict[str, WorkerFlag]


def file_of(*, reg_no: str, by: Actor, first_month: date | None = None) -> WorkerFile:
    """The page of one worker, the strip of months from `first_month` on. Raises NotThere, NotAllowed, MovedTo."""
    worker = one_worker.current_seen_by(by, _with_its_page(reg_no))
    cover = cover_of(worker, by, first=first_month)
    nik = safe.open_text(worker.nik_sealed, safe.NIK)
    card = live_card(worker.id)
    run = open_run_of([worker.id]) if card and not card.handed_at else None
    return WorkerFile(
        worker=worker,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(nik),
        masked_phone=_masked(worker.phone_sealed, safe.PHONE, mask_phone),
        masked_kpj=_masked(worker.kpj_sealed, safe.KPJ, mask_kpj),
        protection=cover.protection,
        cover=cover,
        card=card,
        card_state=card_states.state_of(card) if card else "",
        card_run=run,
        opens_run=run is not None and may_see_run(by, run),
        void_card=None if card else last_void_card(worker.id),
        receipt=not is_withheld(worker, cover.protection),
        is_guest=access.is_guest(by, worker),
        may_reveal=access.may_reveal_nik(by, worker),
        to_compare=worker_remarks.against_card(worker, nik),
        about_age=worker_remarks.about_age(worker, cover.live),
        flags={flag.kind: flag for flag in worker_flags.open_flags(worker.id)},
    )


def _with_its_page(reg_no: str):
    """The row with what its page names beside it."""
    return (
        Worker.select(Worker, Occupation, User, Post)
        .join(Occupation)
        .switch(Worker)
        .join(User, on=Worker.enrolled_by)
        .switch(Worker)
        .left_outer_join(Post)
        .where(Worker.reg_no == reg_no)
    )


def _masked(sealed: bytes | None, purpose: str, mask) -> str:
    value = safe.open_text(sealed, purpose)
    return mask(value) if value else ""


def reveal_nik(*, reg_no: str, by: Actor) -> str:
    """The full NIK, for one look; the look is written down first. Raises NotThere, NotAllowed, MovedTo."""
    worker = one_worker.seen_by(by, one_worker.numbered(reg_no))
    access.require(access.may_reveal_nik(by, worker))
    require_current(worker)  # the slip may be a stranger's number
    with writing():
        audit.record("nik.dibuka", by=by, kind="pekerja", subject=reg_no)
    return safe.open_text(worker.nik_sealed, safe.NIK)


def page_of(*, by: Actor, page: int = 1, protected_only: bool = False) -> tuple[list[Worker], bool]:
    """One page of the workers in this person's scope, newest first, and whether more follow."""
    query = access.workers_in_scope(by)
    if protected_only:
        query = query.where(Worker.id.in_(ledger.workers_protected_today()))
    query = query.select(Worker, Occupation).join(Occupation).order_by(Worker.id.desc())
    return one_page(query, page=page, size=PAGE)


def count_in_scope(by: Actor, enrolled_on: date | None = None) -> int:
    query = access.workers_in_scope(by)
    return (query.where(Worker.enrolled_on == enrolled_on) if enrolled_on else query).count()


def states_of(rows: list[Worker]) -> dict[int, object]:
    """The state of each listed worker today; the queries do not grow with the rows."""
    return ledger.protections([worker.id for worker in rows])
