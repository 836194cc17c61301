"""How many people hold a place of a programme, and how much is promised to them: written with every change of the
city's months, always equal to a recount, never over quota or budget.

Last in the order of holding: programmes by id. Whoever comes second for the last place waits for the first."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from peewee import fn

from db.models import Commitment, CoverageMonth, Programme, ProgrammePlace
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.domain.words import N_, number, rupiah
from kiosk.services.acting import Refused
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500

NO_PLACES = N_(
    "Kuota %(name)s tahun %(year)s (%(no)s) tinggal %(left)s tempat, sedangkan ini memerlukan %(needed)s. Kurangi "
    "orangnya, atau ubah kuota programnya."
)
NO_MONEY = N_(
    "Anggaran %(name)s tahun %(year)s (%(no)s) tinggal %(left)s, sedangkan ini memerlukan %(needed)s. Kurangi orang "
    "atau bulannya, atau ubah anggaran programnya."
)
CLOSED = N_("Program %(name)s tahun %(year)s (%(no)s) sudah ditutup, maka tidak menerima orang baru.")

PlaceKey = tuple[int, int]  # programme, worker


class Place(NamedTuple):
    """What one person has of a programme: live months, and rupiah promised for them."""

    months: int = 0
    promised: int = 0


class Sums(NamedTuple):
    """By how much a programme changes, or what it has."""

    places: int = 0
    promised: int = 0


def write(worker_ids: Iterable[int]) -> None:
    """In the caller's transaction, for people it holds whose months of the city's money it has changed. Raises Refused
    where quota or budget would be exceeded; nothing of the transaction may stand then."""
    changed: dict[int, Sums] = defaultdict(Sums)
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        now, before = dict(_counted(CoverageMonth.worker.in_(chunk))), _kept(chunk)
        for key in sorted(now.keys() | before.keys()):
            _note(changed, key[0], before.get(key, Place()), now.get(key, Place()))
        _keep(now, before)
    for programme_id in sorted(changed):
        _add(programme_id, changed[programme_id])


def recount(programme_id: int | None = None) -> dict[PlaceKey, Place]:
    """What the places are by the months themselves, for whoever proves them."""
    return dict(_counted(Commitment.programme == programme_id if programme_id else None))


def write_anew() -> None:
    """Whatever stood here before: places and sums as a recount has them. For a store that is being filled."""
    ProgrammePlace.delete().execute()
    found, sums = recount(), defaultdict(Sums)
    _insert(found)
    for (programme_id, _worker), place in found.items():
        _note(sums, programme_id, Place(), place)
    for row in Programme.select(Programme.id):
        Programme.update(sums[row.id]._asdict()).where(Programme.id == row.id).execute()


def _counted(condition) -> Iterable[tuple[PlaceKey, Place]]:
    live = CoverageMonth.released_at.is_null() & Commitment.programme.is_null(False)
    keys = (Commitment.programme, CoverageMonth.worker)
    query = (
        CoverageMonth.select(*keys, fn.COUNT(CoverageMonth.id), fn.SUM(CoverageMonth.amount))
        .join(Commitment)
        .where(CoverageMonth.funder_kind.in_(PUBLIC_MONEY), live)
        .group_by(*keys)
    )
    query = query if condition is None else query.where(condition)
    for programme_id, worker_id, months, promised in query.tuples():
        yield (programme_id, worker_id), Place(months, int(promised))


def _kept(worker_ids: list[int]) -> dict[PlaceKey, Place]:
    columns = (
        ProgrammePlace.programme,
        ProgrammePlace.worker,
        ProgrammePlace.months,
        ProgrammePlace.promised,
    )
    rows = ProgrammePlace.select(*columns).where(ProgrammePlace.worker.in_(worker_ids)).tuples()
    return {(programme_id, worker_id): Place(*held) for programme_id, worker_id, *held in rows}


def _note(changed: dict[int, Sums], programme_id: int, before: Place, now: Place) -> None:
    sums = changed[programme_id]
    places = sums.places + bool(now.months) - bool(before.months)
    changed[programme_id] = Sums(places, sums.promised + now.promised - before.promised)


def _keep(now: dict[PlaceKey, Place], before: dict[PlaceKey, Place]) -> None:
    _insert({key: place for key, place in now.items() if key not in before})
    for (programme_id, worker_id), place in now.items():
        if (programme_id, worker_id) in before and before[programme_id, worker_id] != place:
            ProgrammePlace.update(place._asdict()).where(_at(programme_id, worker_id)).execute()
    for programme_id, worker_id in before.keys() - now.keys():
        ProgrammePlace.delete().where(_at(programme_id, worker_id)).execute()


def _insert(places: dict[PlaceKey, Place]) -> None:
    rows = [
        {"programme": programme_id, "worker": worker_id} | place._asdict()
        for (programme_id, worker_id), place in sorted(places.items())
    ]
    for chunk in in_chunks(rows, PEOPLE_AT_ONCE):
        ProgrammePlace.insert_many(chunk).execute()


def _at(programme_id: int, worker_id: int):
    return (ProgrammePlace.programme == programme_id) & (ProgrammePlace.worker == worker_id)


def _add(programme_id: int, more: Sums) -> None:
    """The check of the table is the judge; asking for it in the statement itself keeps the words for who was too many.
    Whoever waited here for somebody else is judged by what that one left."""
    if more == Sums():
        return
    places, promised = Programme.places + more.places, Programme.promised + more.promised
    fits = (Programme.id == programme_id) & (places <= Programme.quota) & (promised <= Programme.budget)
    if more.places > 0:
        fits &= Programme.closed_at.is_null()
    if not Programme.update(places=places, promised=promised).where(fits).execute():
        raise _refusal(Programme.get_by_id(programme_id), more)


def _refusal(programme: Programme, more: Sums) -> Refused:
    named = {"name": programme.name, "year": programme.year, "no": programme.no}
    places, money = programme.quota - programme.places, programme.budget - programme.promised
    if programme.closed_at and more.places > 0:
        return Refused(CLOSED, **named)
    if more.places > places:
        return Refused(NO_PLACES, left=number(places), needed=number(more.places), **named)
    return Refused(NO_MONEY, left=rupiah(money), needed=rupiah(more.promised), **named)
