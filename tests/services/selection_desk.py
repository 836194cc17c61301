"""A programme of the city's own money, people who wait for it, and a selection of them on its way."""

from datetime import date, timedelta

from db.connection import writing
from db.models import Funder, Programme, ProgrammeOccupation, Selection, SelectionRow, User, Worker
from kiosk.domain.clock import months_from, today
from kiosk.services import queue, selection_checks, selection_decisions, selections
from kiosk.services.acting import Actor
from kiosk.services.numbers import fresh_number
from kiosk.services.selection_decisions import Decree
from tests.services.at_once import acting, key
from tests.services.crowd import crowd

YEAR = today().year + 1
JANUARY = date(YEAR, 1, 1)
MONTHS = months_from(JANUARY, 12)
RATE = 16_800
WHOLE = {"birth_place": "Semarang", "mother_name": "Siti Aminah", "address": "Jalan Mataram 1"}
OFFICE = "Kepala Dinas Tenaga Kerja Kota Semarang"


def admin() -> Actor:
    return acting(User.get(User.role == "admin"))


def city(kind: str = "apbd") -> Funder:
    found = Funder.select().where(Funder.kind == kind).order_by(Funder.id).first()
    return found or Funder.create(name=f"Pijar Semar {kind.upper()}", kind=kind, wadah_type="SG")


def programme(
    *, quota: int = 100, budget: int | None = None, work: tuple = ("nelayan",), **other
) -> Programme:
    """Of next year: twelve months lie before it, on whatever day a test runs."""
    funder = other.pop("funder", None)
    with writing():
        made = Programme.create(
            no=fresh_number("P27"), funder=funder or city(), name="Pijar Semar", year=YEAR, first_month=JANUARY,
            quota=quota,
            budget=quota * 12 * RATE if budget is None else budget, regulation="Perwal 26/2025",
            regulation_on=date(2025, 6, 20), **other,
        )  # fmt: skip
        for code in work:
            ProgrammeOccupation.create(programme=made, occupation=code)
    return made


def people(count: int, *, numbered: int = 1, days: int = 0, by: Actor | None = None, **other) -> list[Worker]:
    """Who lacks nothing BPJS asks for, enrolled so many days ago."""
    numbers = crowd(by or admin(), count, numbered=numbered, **{**WHOLE, **other})
    found = list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.name))
    waits_since([one.id for one in found], days)
    return found


def waits_since(ids: list[int], days: int) -> None:
    with writing():
        Worker.update(enrolled_on=today() - timedelta(days=days)).where(Worker.id.in_(ids)).execute()


def drafted(where: Programme, wanted: int, **weights) -> Selection:
    no = asked(where, wanted, **weights)
    queue.run_waiting_tasks()
    return named(no)


def asked(where: Programme, wanted: int, **weights) -> str:
    wish = selections.Wish(wanted, JANUARY, weights)
    return selections.draw(programme=where, wish=wish, client_key=key(), by=admin())


def decide(selection: Selection, *, people: int | None = None, no: str = "560/12/2026") -> None:
    """As its page proposes it; not carried out yet."""
    found = selection_checks.check(selection)
    people = len(found.chosen) if people is None else people
    decree = Decree(no, today(), OFFICE, people, found.fingerprint)
    selection_decisions.decide(selection=selection, decree=decree, client_key=key(), by=admin())


def carried_out(selection: Selection) -> Selection:
    decide(selection)
    queue.run_waiting_tasks()
    return named(selection.no)


def named(no: str) -> Selection:
    return Selection.get(Selection.no == no)


def rows(selection: Selection, *states: str) -> list[SelectionRow]:
    found = SelectionRow.select().where(SelectionRow.selection == selection.id).order_by(SelectionRow.rank)
    return list(found.where(SelectionRow.state.in_(states)) if states else found)


def ids(selection: Selection, *states: str) -> list[int]:
    return [row.worker_id for row in rows(selection, *states)]
