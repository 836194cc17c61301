"""Lists of the extreme poor for tests: made-up people as lines, files sent in and read by the worker."""

from collections.abc import Iterable
from datetime import date, timedelta

from db.models import PovertyHandover, PovertyList, PovertyRow, Worker
from kiosk.domain.clock import today
from kiosk.services import poverty_handovers, poverty_lists, poverty_withdrawing, queue
from kiosk.services.acting import Actor
from kiosk.services.enrolment import enrol
from kiosk.services.poverty_handovers import HandoverWish
from kiosk.services.poverty_lists import NewList
from tests.services.at_once import acting, key, nik
from tests.services.test_enrolment import entry

HEADINGS = "NIK;Nama;Kelurahan"
SOURCE = "DTSEN Kota Semarang"
LAST_MONTH = today() - timedelta(days=30)
LONG_AGO = today() - timedelta(days=300)


def line(number: int, name: str = "", place: str = "Kauman", *more: str) -> str:
    return ";".join([nik(number), name or named(number), place, *more])


def named(number: int) -> str:
    """Of two words, and like no other."""
    return f"Warga {''.join('abcdefghij'[int(digit)] for digit in str(number))}"


def sheet(lines: Iterable[str], headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *lines, ""]).encode()


def on_record(number: int, by: Actor, **other) -> Worker:
    reg_no = enrol(entry=entry(number, **({"name": named(number)} | other)), client_key=key(), by=by)
    return Worker.get(Worker.reg_no == reg_no)


def wish(
    content: bytes, *, as_of: date = LAST_MONTH, decile: int | None = 1, source: str = SOURCE
) -> NewList:
    return NewList(source, as_of, decile, ("miskin.csv", content))


def sent_in(content: bytes, by: Actor, **other) -> PovertyList:
    """Kept, and waiting for the worker."""
    no = poverty_lists.upload(wish=wish(content, **other), client_key=key(), by=by)
    return PovertyList.get(PovertyList.no == no)


def read(content: bytes, by: Actor, **other) -> PovertyList:
    made = sent_in(content, by, **other)
    queue.run_waiting_tasks()
    return again(made)


def again(poverty_list: PovertyList) -> PovertyList:
    return PovertyList.get_by_id(poverty_list.id)


def withdraw(poverty_list: PovertyList, by: Actor) -> None:
    poverty_withdrawing.withdraw(no=poverty_list.no, why="Salah berkas", client_key=key(), by=by)
    queue.run_waiting_tasks()


def fates(poverty_list: PovertyList) -> dict[int, tuple[str, str]]:
    """Row → its state and why."""
    rows = PovertyRow.select(PovertyRow.number, PovertyRow.state, PovertyRow.why)
    rows = rows.where(PovertyRow.poverty_list == poverty_list).order_by(PovertyRow.number)
    return {number: (state, why) for number, state, why in rows.tuples()}


def mark(worker: Worker) -> tuple[int | None, date | None, str]:
    now = Worker.get_by_id(worker.id)
    return now.dtsen_decile, now.dtsen_as_of, now.dtsen_source


def waiting(admin) -> str:
    """The number of a list that was read: in row 2 somebody of Kauman whom nobody has enrolled, in row 3 a wrong
    NIK."""
    made = sent_in(sheet([line(4321), "123;Pendek Sekali;Kauman"]), acting(admin))
    queue.run_job(made.job_id or again(made).job_id)
    return made.no


def handed_over(admin) -> int:
    """The number of a handover to Kauman, of somebody whose list names no kelurahan; two more wait for theirs."""
    made = sent_in(
        sheet([line(4322, place=""), line(4323, place=""), line(4324, place="Antah")]), acting(admin)
    )
    queue.run_job(made.job_id or again(made).job_id)
    wish = HandoverWish("33.74.01", "33.74.01.1010", (f"{made.no}/2",))
    poverty_handovers.hand_over(wish=wish, client_key=key(), by=acting(admin))
    return PovertyHandover.get().id
