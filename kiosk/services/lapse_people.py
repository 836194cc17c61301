"""The lines of the lists of who is about to lapse: named for who looks after them, unnamed for who may take them on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from peewee import JOIN

from db.models import Commitment, CoverageMonth, Funder, Programme, Worker
from kiosk.domain import lapse_words
from kiosk.domain.clock import today
from kiosk.domain.lapse_words import Called
from kiosk.domain.lapses import first_empty, last_day_to_pay
from kiosk.domain.words import initials
from kiosk.services import lapses, places, settings
from kiosk.services.acting import Actor
from kiosk.services.lapse_contacts import MAY_CALL, Calls, calls_about
from kiosk.services.lapse_picks import MAY_TAKE_OVER, handle_for
from kiosk.services.lapse_wishes import ARREARS, ENDED, SOON, Wish
from kiosk.services.lapses import Ending

STATES = {SOON: "soon", ARREARS: "arrears", ENDED: "ended"}


@dataclass(frozen=True)
class LapsingPerson:
    """One line. Whoever sees no names gets initials as `name`, and neither number nor address nor funder. `handle` is
    how this person is picked; `planned_by` who has planned the first empty month without paying; `text` what may be
    sent to the worker, for those who call."""

    name: str
    area: str
    occupation: str
    first_empty: date
    last_day: date
    is_late: bool
    worker_id: int
    handle: str
    reg_no: str = ""
    neighbourhood: str = ""
    address: str = ""
    funder: Funder | None = None
    programme: Programme | None = None
    planned_by: Funder | None = None
    calls: Calls | None = None
    has_phone: bool = False
    text: str = ""


def people_of(endings: list[Ending], *, wish: Wish, by: Actor) -> list[LapsingPerson]:
    """In the given order, in three queries."""
    named = lapses.is_named(by, wish)
    workers = {
        row.id: row for row in Worker.select().where(Worker.id.in_([one.worker_id for one in endings]))
    }
    given = _months(endings) if named else {}
    plans = _months([Ending(one.worker_id, first_empty(one.last)) for one in endings]) if named else {}
    told = calls_about(endings) if named else {}
    if not named:
        return [_anonymous(workers[id_], last, by) for id_, last in endings]
    people = [_named(workers[id_], last, given.get(id_), told.get(id_), wish, by) for id_, last in endings]
    return [_with_plan(person, plans.get(person.worker_id)) for person in people]


def _with_plan(person: LapsingPerson, planned: CoverageMonth | None) -> LapsingPerson:
    """Whoever is planned for already is not picked by others."""
    return replace(person, planned_by=planned.funder, handle="") if planned else person


def standing_of(worker: Worker, last: date, which: str, by: Actor) -> LapsingPerson:
    """The same of one person, for the page about that one."""
    return _named(worker, last, None, None, Wish(which), by)


def _months(endings: list[Ending]) -> Mapping[int, CoverageMonth]:
    """The month named, with its funder and the programme it was promised under, by worker."""
    rows = (
        CoverageMonth.select(CoverageMonth, Funder, Commitment, Programme)
        .join(Funder)
        .switch(CoverageMonth)
        .join(Commitment)
        .join(Programme, JOIN.LEFT_OUTER)
        .where(
            CoverageMonth.worker.in_([one.worker_id for one in endings]),
            CoverageMonth.month.in_({one.last for one in endings}),
            CoverageMonth.released_at.is_null(),
        )
    )
    last = dict(endings)
    return {row.worker_id: row for row in rows if row.month == last[row.worker_id]}


def _anonymous(worker: Worker, last: date, by: Actor) -> LapsingPerson:
    last_day = last_day_to_pay(last, settings.whole("lapse_months"))
    return LapsingPerson(
        name=initials(worker.name),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        occupation=worker.occupation_id,
        first_empty=first_empty(last),
        last_day=last_day,
        is_late=last_day < today(),
        worker_id=worker.id,
        handle=handle_for(worker.id, by) if by.role in MAY_TAKE_OVER else "",
    )


def _named(worker: Worker, last: date, given, calls, wish: Wish, by: Actor) -> LapsingPerson:
    return replace(
        _anonymous(worker, last, by),
        name=worker.name,
        reg_no=worker.reg_no,
        neighbourhood=f"RT {worker.rt or '–'} / RW {worker.rw or '–'}" if worker.rt or worker.rw else "",
        address=worker.address,
        funder=given and given.funder,
        programme=given and given.commitment.programme,
        calls=calls,
        has_phone=worker.phone_sealed is not None,
        text=calling_text(worker, last, wish.which, by) if by.role in MAY_CALL else "",
    )


def calling_text(worker: Worker, last: date, which: str, by: Actor) -> str:
    """What somebody may send by hand."""
    place = by.post.name if by.post else settings.setting("programme_owner")
    last_day = last_day_to_pay(last, settings.whole("lapse_months"))
    return lapse_words.text_for(
        Called(STATES[which], worker.name, worker.sex, place, last, last_day), today=today()
    )
