"""What BPJS was asked and what it answers, for tests of what that does to the ledger."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from uuid import uuid4

from db.connection import writing
from db.models import Answer, AnswerRow, CoverageMonth, Funder, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.clock import today
from kiosk.services import bpjs_answer_taking, safe
from kiosk.services.acting import Actor
from tests import ledger_rows

FIRST_KPJ = 26_000_000_001
SHEET = "Sheet1"


def kpj(number: int) -> str:
    return str(FIRST_KPJ + number)


def asked(
    workers: Iterable[Worker], *, by: Actor, funder: Funder | None = None, sent: bool = True
) -> Submission:
    """A submission of these people for all live months of this funder (the first company) that do not count yet."""
    funder = funder or ledger_rows.first_company()
    with writing():
        submission = Submission.create(
            no=f"D26-{uuid4().hex[:6].upper()}", funder=funder, made_by_id=by.user_id,
            sent_on=today() if sent else None, sent_by_id=by.user_id,
        )  # fmt: skip
        for number, worker in enumerate(workers, 1):
            months = [row.month for row in _open_months(worker, funder)]
            SubmissionLine.create(
                submission=submission,
                number=number,
                worker=worker,
                first_month=min(months),
                last_month=max(months),
            )
    ledger_rows.submit([row for worker in workers for row in _open_months(worker, funder)])
    return submission


def _open_months(worker: Worker, funder: Funder) -> list[CoverageMonth]:
    here = (CoverageMonth.worker == worker) & (CoverageMonth.funder == funder)
    return ledger_rows.live_months(here, CoverageMonth.effective_on.is_null())


def answer(*, by: Actor, submission: Submission | None = None) -> Answer:
    token = uuid4().hex
    return Answer.create(
        no=f"J26-{token[:6].upper()}", kind="answer", submission=submission, file_name="jawaban.xlsx",
        fingerprint=token.encode(), path="", created_by_id=by.user_id,
    )  # fmt: skip


_numbers = count(2)


def says(worker: Worker, *, accepted: bool | None = True, on: date | None = None, **other) -> CheckedAnswer:
    """A line about this person; `number` of the row, `kpj`, `reason`, `name` and `findings` as in CheckedAnswer."""
    nik = other.pop("nik", None) or safe.open_text(worker.nik_sealed, safe.NIK)
    number = other.pop("number", None) or next(_numbers)
    day = (on or today()) if accepted else None
    return CheckedAnswer(
        sheet_name=SHEET, number=number, cells={"nik": nik, "status": "x"}, nik=nik, accepted=accepted,
        effective_on=other.pop("effective_on", day), **other,
    )  # fmt: skip


def take_in(rows: Iterable[CheckedAnswer], *, by: Actor, to: Answer | None = None) -> Answer:
    to = to or answer(by=by)
    with writing():
        bpjs_answer_taking.take_in(answer=to, rows=list(rows), by=by)
    return to


def outcomes(to: Answer) -> list[str]:
    """Row by row."""
    rows = AnswerRow.select().where(AnswerRow.answer == to).order_by(AnswerRow.number)
    return [row.outcome for row in rows]


def codes(to: Answer) -> list[list[str]]:
    """What is remarked of each row."""
    rows = AnswerRow.select().where(AnswerRow.answer == to).order_by(AnswerRow.number)
    return [[finding["code"] for finding in row.findings] for row in rows]
