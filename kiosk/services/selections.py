"""Selections of people for the city's own money: drawn from the waiting list, looked at, decided, carried out.

Order of holding: selection → people by id → months by id → counts → programmes. A decision holds no people: the open
programmes of the year right behind its selection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from db.connection import held, writing
from db.models import Programme, Selection
from kiosk.domain import selections
from kiosk.domain.clock import first_of_month, months_from, today, utc_now
from kiosk.domain.words import N_, month_name, number, rupiah
from kiosk.services import (
    access,
    audit,
    ledger,
    programme_choices,
    queue,
    safe,
    selection_criteria,
    selection_prices,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

DECEMBER = 12
OWNER = "seleksi"  # in the audit trail
DRAWING_JOB, CARRYING_JOB = "selection.draw", "selection.carry_out"
MOST = 100_000
NO_PAPER = {"pdf_path": "", "pdf_sha256": ""}  # of a draft: it goes when the draft does
OLD_AFTER_DAYS = 14  # a draft is then better drawn anew before it is decided

CLOSED = N_("Program ini sudah ditutup, maka tidak menerima orang baru.")
YEAR_OVER = N_("Tahun anggaran program ini sudah lewat, maka tidak ada bulan yang dapat dijanjikan lagi.")
WRONG_MONTH = N_("Bulan pertama dipilih dari daftar: paling cepat %(first)s, sampai Desember tahun program.")
NOBODY_WANTED = N_("Tulis berapa orang yang akan diseleksi, sebagai angka bulat mulai dari 1.")
NO_PLACES = N_("Kuotanya tinggal %(left)s tempat. Kurangi orangnya, atau ubah kuota programnya.")
NO_MONEY = N_(
    "Anggarannya tinggal %(left)s, cukup untuk paling banyak %(people)s orang sampai Desember. Kurangi orangnya, mulai "
    "lebih lambat, atau ubah anggaran programnya."
)
TOO_MANY = N_("Satu seleksi paling banyak untuk %(most)s orang. Bagi menjadi beberapa seleksi.")
NOT_BEFORE = N_(
    "Program yang diperpanjang harus dari dana yang sama dan tahun sebelumnya. Pilih lagi dari daftar."
)
NOT_A_DRAFT = N_("Seleksi ini bukan rancangan lagi. Muat ulang halamannya.")
DECIDED_ALREADY = N_(
    "Seleksi ini sudah diputuskan, maka tidak dapat dibatalkan. Orangnya dilepas satu per satu."
)


class NothingToRenew(Refused):
    """Stands beside whose people come first."""


@dataclass(frozen=True)
class Wish:
    """How many people from which month on; `weights` by criterion, those of the setting where it is empty; `renews` the
    number of the programme of the year before whose people come first."""

    wanted: int
    first_month: date
    weights: Mapping[str, int] = field(default_factory=dict)
    renews: str = ""


def selection_of(no: str, *, by: Actor) -> Selection:
    """With its programme. Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    found = Selection.select(Selection, Programme).join(Programme).where(Selection.no == no).first()
    if found is None:
        raise NotThere
    return found


def months_of(selection: Selection) -> list[date]:
    return months_until_december(selection.first_month)


def months_until_december(first: date) -> list[date]:
    return months_from(first, DECEMBER + 1 - first.month)


def first_months(programme: Programme) -> list[date]:
    """From which a selection may begin: those of its year that are still to be promised."""
    first = max(programme.first_month, ledger.first_open_month())
    return months_until_december(first) if first.year == programme.year else []


def draw(*, programme: Programme, wish: Wish, client_key: str, by: Actor, run_here: bool = False) -> str:
    """Have the waiting list drawn by the worker (`run_here` as queue.ask has it), once per key. Answers with the
    selection's number.

    Raises NotAllowed, KeyInUse, Refused (closed, no such month, more than the programme has room for, no weight),
    NothingToRenew."""
    access.require(by.role == "admin")
    content = {
        "programme": programme.no, "wanted": wish.wanted, "month": wish.first_month, "weights": dict(wish.weights),
        "renews": wish.renews,
    }  # fmt: skip
    return once(
        key=client_key,
        purpose="selection",
        content=content,
        by=by,
        make=lambda: _draw(programme.id, wish, by, run_here),
    )[0]


def _draw(programme_id: int, wish: Wish, by: Actor, run_here: bool) -> str:
    programme = Programme.get_by_id(programme_id)
    require_room(programme, wish)
    renews = _renewed(programme, wish.renews)
    criteria = selection_criteria.weighed(wish.weights) if wish.weights else selection_criteria.in_force()
    made = Selection.create(
        no=fresh_number(f"S{today():%y}"), programme=programme, first_month=wish.first_month,
        last_month=months_until_december(wish.first_month)[-1], wanted=wish.wanted,
        criteria=[one.frozen() for one in criteria], renews_id=renews and renews.id, created_by=by.user_id,
    )  # fmt: skip
    _ask(made, by, run_here)
    audit.record(
        "seleksi.ditarik", by=by, kind=OWNER, subject=made.no, program=programme.no, orang=wish.wanted,
        bulan=f"{wish.first_month:%Y-%m}", bobot={one.code: one.weight for one in criteria},
        **({"lanjutan": wish.renews} if renews else {}),
    )  # fmt: skip
    return made.no


def renewed_by(selection: Selection) -> Programme | None:
    """The programme of the year before whose people come first in it."""
    return Programme.get_or_none(Programme.id == selection.renews_id) if selection.renews_id else None


def _renewed(programme: Programme, no: str) -> Programme | None:
    if not no:
        return None
    for before in programme_choices.before(programme):
        if before.no == no:
            return before
    raise NothingToRenew(NOT_BEFORE)


def require_room(programme: Programme, wish: Wish) -> None:
    """What is left now; others may take of it until it is decided, and the programme itself is the judge then. Raises
    Refused."""
    if programme.closed_at:
        raise Refused(CLOSED)
    if not (offered := first_months(programme)):
        raise Refused(YEAR_OVER)
    if wish.first_month not in offered:
        raise Refused(WRONG_MONTH, first=month_name(offered[0]))
    if wish.wanted < 1:
        raise Refused(NOBODY_WANTED)
    if wish.wanted > MOST:
        raise Refused(TOO_MANY, most=number(MOST))
    places, budget = programme.quota - programme.places, programme.budget - programme.promised
    if wish.wanted > places:
        raise Refused(NO_PLACES, left=number(max(places, 0)))
    price = selection_prices.most_for_one(programme, months_until_december(wish.first_month))
    if wish.wanted * price > budget:
        raise Refused(NO_MONEY, left=rupiah(budget), people=number(budget // price if price else 0))


def draw_again(*, selection: Selection, by: Actor) -> None:
    """With the same wish and weights: who has been completed meanwhile stands where they belong. Asked already: nothing
    more. Raises NotAllowed, Refused once it is decided or dropped."""
    access.require(by.role == "admin")
    with writing():
        now = held_selection(selection.id)
        if now.state == selections.DRAWING and not has_failed(now):
            return
        if now.state not in (selections.DRAFT, selections.DRAWING):
            raise Refused(NOT_A_DRAFT)
        Selection.update(state=selections.DRAWING, **NO_PAPER).where(Selection.id == now.id).execute()
        _ask(now, by)
        audit.record("seleksi.ditarik_ulang", by=by, kind=OWNER, subject=now.no)
    put_draft_away(now)


def drop(*, selection: Selection, why: str, by: Actor) -> None:
    """Before it is decided; nothing is owed to anybody. Done already: nothing more. Raises NotAllowed, Refused."""
    access.require(by.role == "admin")
    with writing():
        now = held_selection(selection.id)
        if now.state == selections.DROPPED:
            return
        if now.state not in (selections.DRAWING, selections.DRAFT):
            raise Refused(DECIDED_ALREADY)
        Selection.update(
            state=selections.DROPPED, dropped_at=utc_now(), dropped_by=by.user_id, dropped_why=why, **NO_PAPER
        ).where(Selection.id == now.id).execute()
        audit.record("seleksi.dibatalkan", by=by, kind=OWNER, subject=now.no, alasan=why)
    put_draft_away(now)


def put_draft_away(selection: Selection) -> None:
    """After the transaction in which `selection`, as it was before, got another state: the paper of its draft goes."""
    if selection.pdf_path:
        safe.remove_file(selection.pdf_path)


def held_selection(selection_id: int) -> Selection:
    """In the caller's transaction, before people and months."""
    return held(Selection.select().where(Selection.id == selection_id)).get()


def is_too_late(selection: Selection) -> bool:
    """Its first month can not be promised any more."""
    return selection.first_month < first_of_month(ledger.first_open_month())


def is_old(selection: Selection) -> bool:
    """Drawn so long ago that many may have come to wait since."""
    drawn_at = selection.drawn_at
    return drawn_at is not None and utc_now() - drawn_at > timedelta(days=OLD_AFTER_DAYS)


def has_failed(selection: Selection) -> bool:
    job = job_of(selection)
    return job is None or job.state == "failed"


def job_of(selection: Selection) -> queue.Job | None:
    return queue.Job.get_or_none(queue.Job.id == selection.job_id) if selection.job_id else None


def _ask(selection: Selection, by: Actor, run_here: bool = False) -> None:
    job = queue.ask(DRAWING_JOB, by=by, run_here=run_here, selection=selection.id)
    Selection.update(job_id=job.id).where(Selection.id == selection.id).execute()
