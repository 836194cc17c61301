"""The waiting list: people for whom nobody has this month or a later one, and whom somebody may fund.

How long somebody has waited is known only by a look at each person's months. So only a narrow list (an officer's own,
a kelurahan, a kecamatan) is in the order of waiting; a wide one is in the order of registration, which an index
follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import Value, fn

from db.days import later_of, month_after
from db.models import CoverageMonth, Scheme, SchemeOccupation, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import initials
from kiosk.services import access, ledger, places, poverty_marks
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import one_page
from kiosk.services.standing import is_free

PAGE = 30
MOST_COUNTED = 1000
DAYS = (7, 30, 90)
SEES_NAMES = ("petugas", "admin", "auditor")


@dataclass(frozen=True)
class Wish:
    """What to look for: codes, OUTSIDE as kelurahan for people from outside the city, days waited at least. Empty and
    0 stand for any. `poorest` (whom a list still valid names as extremely poor) and `decile` (it or a poorer one) are
    for poverty_marks.SEES alone."""

    kecamatan: str = ""
    kelurahan: str = ""
    occupation: str = ""
    scheme: str = ""
    days: int = 0
    newest_first: bool = False
    poorest: bool = False
    decile: int = 0


@dataclass(frozen=True)
class WaitingPerson:
    """One line of the list. Whoever sees no names gets initials as `name`, no number and no state; `worker_id` is for
    services alone."""

    worker_id: int
    name: str
    reg_no: str
    area: str
    occupation: str
    since: date
    days: int
    state: object | None


def page_of(
    *, by: Actor, wish: Wish, page: int = 1, conditions: Iterable = ()
) -> tuple[list[WaitingPerson], bool]:
    """One page of the people waiting (of whom these `conditions` over Worker hold), and whether more follow."""
    found = _waiting(by, wish).where(*conditions)
    rows, follows = one_page(_in_order(found, by, wish), page=page, size=PAGE)
    ids = [worker.id for worker in rows]
    ends, named = _last_months(ids), by.role in SEES_NAMES
    states = ledger.protections(ids) if named else {}
    return [_person(worker, ends.get(worker.id), named, states.get(worker.id)) for worker in rows], follows


def count(*, by: Actor, wish: Wish | None = None, conditions: Iterable = ()) -> int:
    """How many wait (of whom these `conditions` over Worker hold), counted to MOST_COUNTED; one more than that stands
    for all beyond."""
    return _waiting(by, wish or Wish()).where(*conditions).limit(MOST_COUNTED + 1).count()


def first_of(*, by: Actor, wish: Wish, most: int, conditions: Iterable = ()) -> list[Worker]:
    """The first `most` of them, in the order of the list."""
    return list(_in_order(_waiting(by, wish).where(*conditions), by, wish).limit(most))


def is_narrow(by: Actor, wish: Wish) -> bool:
    """Whether the list can be put in the order of waiting."""
    return by.role == "petugas" or bool(wish.kelurahan or wish.kecamatan)


def _waiting(by: Actor, wish: Wish):
    """Raises NotAllowed where somebody asks by what they may not know of a person: a count would tell it."""
    access.require(by.role in poverty_marks.SEES or not (wish.poorest or wish.decile))
    query = access.workers_in_scope(by) if by.role == "petugas" else Worker.select()
    until = today() - timedelta(days=wish.days)
    query = query.where(
        is_free(), ~fn.EXISTS(_months_from(first_of_month(until))), *lives_in(wish.kelurahan, wish.kecamatan)
    )
    if wish.days:
        query = query.where(Worker.enrolled_on <= until)
    return query.where(*_work(wish), *_poverty(wish))


def _months_from(month: date):
    """The worker's live months from `month` on. Who has none waited since that day or longer, if enrolled by then."""
    return _live_months(Value(1)).where(CoverageMonth.month >= month)


def _live_months(*columns):
    return CoverageMonth.select(*columns).where(
        CoverageMonth.worker == Worker.id, CoverageMonth.released_at.is_null()
    )


def _work(wish: Wish):
    if wish.occupation:
        yield Worker.occupation == wish.occupation
    if wish.scheme:
        yield _admitted_by(wish.scheme)


def _poverty(wish: Wish):
    if wish.poorest:
        yield poverty_marks.is_extreme()
    if wish.decile:
        yield poverty_marks.is_within(wish.decile)


def _admitted_by(code: str):
    """Through COALESCE, so that a scheme's many occupations are no reason to read the whole list by their index and
    sort it."""
    admitted = SchemeOccupation.select(SchemeOccupation.occupation).where(SchemeOccupation.scheme == code)
    fits = fn.COALESCE(Worker.occupation, "").in_(admitted)
    return fits & Worker.kelurahan.is_null(False) if Scheme.get_by_id(code).residents_only else fits


def _in_order(query, by: Actor, wish: Wish):
    if not is_narrow(by, wish):
        return query.order_by(Worker.id.desc() if wish.newest_first else Worker.id)
    last = _live_months(fn.MAX(CoverageMonth.month))
    since = later_of(Worker.enrolled_on, fn.COALESCE(month_after(last), Worker.enrolled_on))
    if wish.newest_first:
        return query.order_by(since.desc(), Worker.id.desc())
    return query.order_by(since, Worker.id)


def _last_months(worker_ids: list[int]) -> dict[int, date]:
    """The last live month of each who ever had one."""
    rows = CoverageMonth.select(CoverageMonth.worker, fn.MAX(CoverageMonth.month)).where(
        CoverageMonth.worker.in_(worker_ids), CoverageMonth.released_at.is_null()
    )
    return dict(rows.group_by(CoverageMonth.worker).tuples())


def _person(worker: Worker, last_month: date | None, named: bool, state: object | None) -> WaitingPerson:
    since = max(worker.enrolled_on, add_months(last_month, 1)) if last_month else worker.enrolled_on
    return WaitingPerson(
        worker_id=worker.id,
        name=worker.name if named else initials(worker.name),
        reg_no=worker.reg_no if named else "",
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        occupation=worker.occupation_id,
        since=since,
        days=(today() - since).days,
        state=state,
    )
