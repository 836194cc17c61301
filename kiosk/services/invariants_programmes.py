"""Of the city's programmes: what is kept beside the months is what they say, within quota and budget; a promise stands
under a programme of its own money and year."""

from collections.abc import Iterable, Iterator
from datetime import date

from peewee import fn

from db.connection import writing
from db.models import Commitment, CoverageMonth, Programme, ProgrammePlace, Worker
from kiosk.services import programme_counts
from kiosk.services.coverage_changes import hold_people
from kiosk.services.invariant_proofs import Invariant, live, months_where
from kiosk.services.programme_counts import PlaceKey


def _places() -> int:
    return ProgrammePlace.select().count()


def _programmes() -> int:
    return Programme.select().count()


def _promises() -> int:
    return Commitment.select().where(Commitment.programme.is_null(False)).count()


def _unlike_their_months() -> Iterator[str]:
    """Places and months are two queries: who changes between the two is looked at again, held."""
    for programme in Programme.select().order_by(Programme.id):
        kept, again = _kept(programme.id), programme_counts.recount(programme.id)
        different = [key for key in kept.keys() | again.keys() if kept.get(key) != again.get(key)]
        if different:
            yield from _different_when_held(programme, different)


def _different_when_held(programme: Programme, keys: list[PlaceKey]) -> list[str]:
    workers = [worker_id for _programme, worker_id in keys]
    with writing():
        hold_people(workers)
        kept, again = _kept(programme.id), programme_counts.recount(programme.id)
    off = {key[1] for key in keys if kept.get(key) != again.get(key)}
    names = Worker.select(Worker.reg_no).where(Worker.id.in_(sorted(off))).tuples()
    return [f"{programme.no} · {reg_no}" for (reg_no,) in names]


def _kept(programme_id: int) -> dict[PlaceKey, tuple]:
    columns = (
        ProgrammePlace.programme,
        ProgrammePlace.worker,
        ProgrammePlace.months,
        ProgrammePlace.promised,
    )
    rows = ProgrammePlace.select(*columns).where(ProgrammePlace.programme == programme_id).tuples()
    return {(number, worker_id): programme_counts.Place(*held) for number, worker_id, *held in rows}


def _unlike_their_places() -> Iterable[str]:
    """One query, and so one moment."""
    people, promised = fn.COUNT(ProgrammePlace.id), fn.COALESCE(fn.SUM(ProgrammePlace.promised), 0)
    rows = (
        Programme.select(Programme.no)
        .left_outer_join(ProgrammePlace)
        .group_by(Programme.id, Programme.no, Programme.places, Programme.promised)
        .having((people != Programme.places) | (promised != Programme.promised))
    )
    return (no for (no,) in rows.tuples())


def _over_quota_or_budget() -> Iterable[str]:
    over = (Programme.places > Programme.quota) | (Programme.promised > Programme.budget)
    return (no for (no,) in Programme.select(Programme.no).where(over).tuples())


def _under_another_money_or_year() -> Iterable[str]:
    """Month by month; the year of a programme is compared as days, which both databases know."""
    for programme in Programme.select():
        first, last = date(programme.year, 1, 1), date(programme.year, 12, 1)
        other = (CoverageMonth.month < first) | (CoverageMonth.month > last)
        other |= CoverageMonth.funder != programme.funder_id
        under = CoverageMonth.commitment.in_(
            Commitment.select(Commitment.id).where(Commitment.programme == programme.id)
        )
        yield from months_where(live(), under, other)


INVARIANTS = (
    Invariant(
        "9", "programme_places", "Tempat setiap orang dalam program kota sama dengan bulan-bulannya.",
        "tempat", _places, _unlike_their_months,
    ),
    Invariant(
        "9", "programme_sums", "Orang dan rupiah yang dijanjikan setiap program sama dengan jumlah tempatnya.",
        "program", _programmes, _unlike_their_places,
    ),
    Invariant(
        "9", "programme_limits", "Tidak ada program yang melewati kuota atau anggarannya.",
        "program", _programmes, _over_quota_or_budget,
    ),
    Invariant(
        "9", "programme_money", "Bulan dalam sebuah program memakai dana dan tahun program itu.",
        "janji", _promises, _under_another_money_or_year,
    ),
)  # fmt: skip
