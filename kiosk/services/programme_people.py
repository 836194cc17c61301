"""Who holds a place of a programme, NIK masked; as a spreadsheet the list leaves the house by a press."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from peewee import fn

from db.connection import writing
from db.models import Commitment, CoverageMonth, Programme, ProgrammePlace, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date, mask_nik
from kiosk.files.programme_sheets import PersonLine, people_sheet
from kiosk.services import access, audit, ledger, places, programme_months, safe
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import in_chunks

PAGE = 50
ROWS_AT_ONCE = 300


@dataclass(frozen=True)
class Wish:
    """Whom to look for: codes, a month, one of programme_months.STAGES (with the month: in it); empty and None stand
    for any."""

    kelurahan: str = ""
    occupation: str = ""
    month: date | None = None
    stage: str = ""


@dataclass(frozen=True)
class Holder:
    """`months` and `promised` are the live months of this programme; `state` is one of domain/protection."""

    name: str
    reg_no: str
    nik_masked: str
    area: str
    occupation: str
    months: int
    promised: int
    state: object


def page_of(*, programme: Programme, wish: Wish, page: int = 1) -> list[Holder]:
    """In the order of their names; the programme was given to who may see it (programme_lookup)."""
    query = _holders(programme, wish).order_by(Worker.name, Worker.id)
    return list(_as_holders(query.offset((page - 1) * PAGE).limit(PAGE)))


def count(*, programme: Programme, wish: Wish) -> int:
    return _holders(programme, wish).count()


def sheet(*, programme: Programme, wish: Wish, by: Actor, narrowed: str = "") -> BinaryIO:
    """All of the list as XLSX, names without NIK in full; `narrowed` says in words what `wish` leaves out. Written down
    first. Raises NotAllowed for who sees no names."""
    access.require(by.role in access.SEES_ALL)
    with writing():
        audit.record(
            "program.orang_diunduh", by=by, kind="program", subject=programme.no,
            orang=count(programme=programme, wish=wish),
        )  # fmt: skip
    note = f"Keadaan {long_date(today())}, menurut catatan Payung."
    title = f"{programme.name} {programme.year}"
    return people_sheet(_lines(programme, wish), title=title, narrowed=narrowed, note=note)


def _lines(programme: Programme, wish: Wish) -> Iterator[PersonLine]:
    query = _holders(programme, wish).order_by(Worker.name, Worker.id)
    works = places.occupations_by_code()
    for number, one in enumerate(_as_holders(query), 1):
        yield PersonLine(
            number,
            one.name,
            one.reg_no,
            one.nik_masked,
            one.area,
            works[one.occupation].name,
            one.months,
            one.promised,
        )


def _holders(programme: Programme, wish: Wish):
    columns = (
        ProgrammePlace.worker,
        ProgrammePlace.months,
        ProgrammePlace.promised,
        Worker.name,
        Worker.reg_no,
    )
    more = (Worker.nik_sealed, Worker.kelurahan, Worker.home_regency, Worker.occupation)
    query = ProgrammePlace.select(*columns, *more).join(Worker).where(ProgrammePlace.programme == programme)
    query = query.where(*lives_in(wish.kelurahan))
    if wish.occupation:
        query = query.where(Worker.occupation == wish.occupation)
    return query.where(fn.EXISTS(_months(programme, wish))) if wish.month or wish.stage else query


def _months(programme: Programme, wish: Wish):
    own = (Commitment.programme == programme) & (CoverageMonth.worker == ProgrammePlace.worker)
    months = CoverageMonth.select(CoverageMonth.id).join(Commitment)
    months = months.where(own, CoverageMonth.released_at.is_null(), programme_months.is_in(wish.stage))
    return months.where(CoverageMonth.month == wish.month) if wish.month else months


def _as_holders(query) -> Iterator[Holder]:
    for chunk in in_chunks(query.tuples().iterator(), ROWS_AT_ONCE):
        states = ledger.protections([row[0] for row in chunk])
        for worker_id, months, promised, name, reg_no, nik, kelurahan, regency, work in chunk:
            yield Holder(
                name=name,
                reg_no=reg_no,
                nik_masked=mask_nik(safe.open_text(nik, safe.NIK)),
                area=places.area_name(kelurahan, regency),
                occupation=work,
                months=months,
                promised=promised,
                state=states[worker_id],
            )
