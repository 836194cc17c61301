"""Lists of BPJS's active members, taken in as the reading of a file does it: some lines at a time, then the end."""

from datetime import date
from uuid import uuid4

from db.connection import writing
from db.models import Answer, Funder, Mismatch, StartLetter, StartLetterLine, Worker
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.clock import today
from kiosk.services import bpjs_member_lists, safe
from kiosk.services.acting import SYSTEM, Actor
from kiosk.services.portions import in_chunks
from tests import ledger_rows

AT_ONCE = 100


def nik_of(worker: Worker) -> str:
    return safe.open_text(worker.nik_sealed, safe.NIK)


def line(number: int, nik: str | None, **other) -> CheckedAnswer:
    return CheckedAnswer("Sheet1", number, {"nik": nik or ""}, nik, **other)


def members(*workers: Worker) -> list[CheckedAnswer]:
    """The lines of a list that holds these people, from row 2 on."""
    return [line(number, nik_of(worker), name=worker.name) for number, worker in enumerate(workers, 2)]


def new_list(*, as_of: date | None = None, funder: Funder | None = None) -> Answer:
    no = f"J26-{uuid4().hex[:6].upper()}"
    return Answer.create(
        no=no, kind="members", as_of=as_of or today(), funder=funder, file_name="peserta.xlsx",
        fingerprint=no.encode(), path=no, created_by_id=1,
    )  # fmt: skip


def take_in(answer: Answer, lines: list[CheckedAnswer], by: Actor = SYSTEM) -> None:
    for rows in in_chunks(lines, AT_ONCE):
        with writing():
            bpjs_member_lists.take_in(answer=answer, rows=rows, by=by)


def read(lines: list[CheckedAnswer], by: Actor = SYSTEM, **which) -> Answer:
    """The whole list, read to its end."""
    answer = new_list(**which)
    take_in(answer, lines, by)
    bpjs_member_lists.finish(answer=answer, by=by, progress=lambda done, total: None)
    Answer.update(state="read", rows=len(lines)).where(Answer.id == answer.id).execute()
    return answer


def open_ones() -> set[tuple[int, str]]:
    rows = Mismatch.select(Mismatch.worker, Mismatch.kind).where(Mismatch.settled_at.is_null())
    return set(rows.tuples())


def mismatch_of(reg_no: str) -> Mismatch:
    """BPJS calls this person active, and the ledger does not."""
    worker = Worker.get(Worker.reg_no == reg_no)
    take_in(new_list(), members(worker))
    return Mismatch.get(Mismatch.worker == worker)


def letter_of(reg_no: str, asked_from: date | None = None) -> StartLetter:
    """A letter that asks for this person."""
    funder = ledger_rows.first_company()
    letter = StartLetter.create(
        no=f"S26-{uuid4().hex[:6].upper()}", funder=funder, reason="Tertunda.", made_by_id=1
    )
    worker = Worker.get(Worker.reg_no == reg_no)
    StartLetterLine.create(letter=letter, worker=worker, asked_from=asked_from or today())
    return letter
