"""Files of BPJS for tests: people who are asked for, what it says of them, the file sent in."""

from collections.abc import Iterable
from datetime import date

from db.models import Answer, AnswerRow, CoverageMonth, Submission, Worker
from kiosk.services import bpjs_answers
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_wishes import NewAnswer
from tests import ledger_rows
from tests.services.at_once import key, nik
from tests.services.billing import batch_of
from tests.services.bpjs_desk import asked, kpj
from tests.web.desk import SHEETS

HEADINGS = "NIK;Nama;Status;KPJ;Tanggal Berlaku;Alasan"
DAY = "01/11/2026"


def asked_people(people, by: Actor, count: int, *, months: int = 1, paid: bool = True) -> Submission:
    """People 1 to `count` of tests/services/crowd.py in a company's batch, billed and paid, whom BPJS was asked for."""
    batch_of(people, count, months)
    if paid:
        ledger_rows.pay(ledger_rows.live_months())
    return asked(list(Worker.select().order_by(Worker.id)), by=by)


def accepted(number: int) -> str:
    return f"{nik(number)};Orang {number:05d};Diterima;{kpj(number)};{DAY};"


def rejected(number: int, why: str = "NIK tidak padan") -> str:
    return f"{nik(number)};Orang {number:05d};Ditolak;;;{why}"


def sheet(lines: Iterable[str], headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *lines, ""]).encode()


def sample(name: str) -> bytes:
    return (SHEETS / "bpjs" / name).read_bytes()


def sent_in(content: bytes, *, by: Actor, name: str = "balasan.csv", submission: str = "") -> Answer:
    wish = NewAnswer("answer", (name, content), submission=submission)
    return Answer.get(Answer.no == bpjs_answers.upload(wish=wish, client_key=key(), by=by))


def listed(content: bytes, *, by: Actor, as_of: date, name: str = "peserta.csv") -> Answer:
    wish = NewAnswer("members", (name, content), as_of=as_of)
    return Answer.get(Answer.no == bpjs_answers.upload(wish=wish, client_key=key(), by=by))


def outcomes(answer: Answer) -> dict[int, str]:
    """Row → what came of it."""
    return dict(
        AnswerRow.select(AnswerRow.number, AnswerRow.outcome).where(AnswerRow.answer == answer).tuples()
    )


def remarks(answer: Answer) -> dict[int, list[str]]:
    """Row → codes of what is said about it, where anything is."""
    rows = AnswerRow.select().where(AnswerRow.answer == answer)
    return {row.number: [one["code"] for one in row.findings] for row in rows if row.findings}


def protected() -> set[int]:
    """Ids of workers with a month that counts."""
    rows = CoverageMonth.select(CoverageMonth.worker).where(CoverageMonth.effective_on.is_null(False))
    return {worker_id for (worker_id,) in rows.tuples()}
