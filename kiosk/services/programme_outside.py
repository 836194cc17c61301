"""Who has months of a programme's money and year under no programme: counted, listed, and taken into it later, as far
as their promises fit its year."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import Case, fn

from db.connection import writing
from db.models import Commitment, CoverageMonth, Programme, ProgrammePlace, Worker
from kiosk.domain.words import N_
from kiosk.services import access, audit, places, programme_adopting
from kiosk.services.acting import Actor, Refused
from kiosk.services.portions import one_page
from kiosk.services.programme_lookup import programme_seen_by

PAGE = 50
CLOSED = N_("Program ini sudah ditutup, maka tidak ada yang dapat diikutkan. Buka lagi programnya dulu.")


@dataclass(frozen=True)
class OutsidePerson:
    """`months` and `amount` (rupiah) are what they hold of this money in this year outside any programme; `fits`: none
    of these promises goes on into another year, so that all can be taken in."""

    name: str
    reg_no: str
    area: str
    occupation: str
    months: int
    amount: int
    fits: bool


@dataclass(frozen=True)
class ToTakeIn:
    """Of the promises that lie in the year: whose they are, how many of those people hold no place yet, rupiah."""

    people: int
    new_places: int
    amount: int

    def has_room(self, programme: Programme) -> bool:
        places_left, money_left = programme.quota - programme.places, programme.budget - programme.promised
        return self.new_places <= places_left and self.amount <= money_left


def count(programme: Programme) -> int:
    """People, some of whose promises may fit."""
    people = Commitment.select(fn.COUNT(Commitment.worker.distinct())).where(is_outside(programme))
    return people.where(
        fn.EXISTS(_months(programme).where(CoverageMonth.commitment == Commitment.id))
    ).scalar()


def to_take_in(programme: Programme) -> ToTakeIn:
    """Two queries; for a programme that who reads may see."""
    fitting = Commitment.select(Commitment.id).where(programme_adopting.fits(programme))
    months = _months(programme).where(CoverageMonth.commitment.in_(fitting))
    sums = months.select(
        fn.COUNT(CoverageMonth.worker.distinct()), fn.COALESCE(fn.SUM(CoverageMonth.amount), 0)
    )
    people, amount = sums.tuples().get()
    holding = ProgrammePlace.select().where(
        ProgrammePlace.programme == programme.id,
        ProgrammePlace.worker.in_(months.select(CoverageMonth.worker)),
    )
    return ToTakeIn(people, people - holding.count() if people else 0, int(amount))


def page_of(programme: Programme, *, page: int = 1) -> tuple[list[OutsidePerson], bool]:
    """One page in the order of their names, and whether more follow; one query."""
    outside = Commitment.select(Commitment.id).where(is_outside(programme))
    crosses = Case(None, [(programme_adopting.fits(programme), 0)], 1)
    who = (Worker.id, Worker.name, Worker.reg_no, Worker.kelurahan, Worker.home_regency, Worker.occupation)
    query = (
        _months(programme)
        .select(*who, fn.COUNT(CoverageMonth.id), fn.SUM(CoverageMonth.amount), fn.MAX(crosses))
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Worker, on=(CoverageMonth.worker == Worker.id))
        .where(CoverageMonth.commitment.in_(outside))
        .group_by(*who)
        .order_by(Worker.name, Worker.id)
    )
    rows, follows = one_page(query.tuples(), page=page, size=PAGE)
    return list(_people(rows)), follows


def take_in(*, no: str, by: Actor) -> int:
    """The promises that fit count under the programme from now on; answers with how many people's. Nobody's: nothing
    more. Raises NotThere, NotAllowed, Refused where it is closed, or quota or budget would not hold them."""
    access.require(by.role == "admin")
    programme = programme_seen_by(by, no)
    if programme.closed_at:
        raise Refused(CLOSED)
    with writing():
        if people := to_take_in(programme).people:
            programme_adopting.adopt(Programme.get_by_id(programme.id))
            audit.record("program.diikutkan", by=by, kind="program", subject=no, orang=people)
    return people


def is_outside(programme: Programme):
    """The condition over Commitment: of this money, in this year, under no programme. Through COALESCE, so that the
    promises of this one funder are read, and not all that companies and civil servants ever made."""
    first, last = programme_adopting.year_of(programme)
    overlap = (Commitment.first_month <= last) & (
        Commitment.last_month.is_null() | (Commitment.last_month >= first)
    )
    return (fn.COALESCE(Commitment.programme, 0) == 0) & (Commitment.funder == programme.funder_id) & overlap


def _months(programme: Programme):
    first, last = programme_adopting.year_of(programme)
    live = CoverageMonth.released_at.is_null() & CoverageMonth.month.between(first, last)
    return CoverageMonth.select(CoverageMonth.id).where(live)


def _people(rows: list[tuple]) -> Iterator[OutsidePerson]:
    for _id, name, reg_no, kelurahan, regency, work, months, amount, crosses in rows:
        area = places.area_name(kelurahan, regency)
        yield OutsidePerson(name, reg_no, area, work, months, int(amount), not crosses)
