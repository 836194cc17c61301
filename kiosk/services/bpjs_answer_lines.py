"""The lines of a file of BPJS as its page shows them, numbers masked. As many statements for many lines as for few."""

import json
from dataclasses import dataclass

from db.models import Answer, AnswerRow, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_acceptance_remarks import BEFORE_SENT
from kiosk.domain.bpjs_asked_lines import ASKED
from kiosk.domain.bpjs_outcomes import ACCEPTED, CONFLICT, WRONG
from kiosk.domain.digits import bare
from kiosk.domain.findings import Severity
from kiosk.domain.private_words import without
from kiosk.domain.words import mask_kpj, mask_nik, without_long_numbers
from kiosk.services import safe
from kiosk.services.bpjs_answer_remarks import carries
from kiosk.services.portions import one_page
from kiosk.services.private_words import secrets_of_worker

PAGE = 50
WORDS = ("status", "reason")  # fields in which anything may be written


@dataclass(frozen=True)
class ShownLine:
    """A line of the file, numbers masked; `reg_no` is the person's here, `submission` the number of what it answers,
    `corrected_at` where BPJS's correction of that answer is noted, empty where there is nothing to correct; `told_at`
    where its answer is noted by hand, which a row that cannot be used leaves open."""

    number: int
    sheet_name: str
    nik: str
    name: str
    status: str
    kpj: str
    day: str
    reason: str
    outcome: str
    findings: tuple[dict, ...]
    reg_no: str
    worker_name: str
    submission: str
    corrected_at: str = ""
    told_at: str = ""


def lines_of(*, answer: Answer, outcome: str, page: int, remark: str = "") -> tuple[list[ShownLine], bool]:
    """One page of a file's lines in its order, of one outcome or of all (""), with this remark (a code) or whatever is
    said of them, and whether more follow."""
    query = _rows(answer).where(AnswerRow.outcome == outcome) if outcome else _rows(answer)
    query = query.where(carries(remark)) if remark else query
    rows, follows = one_page(query, page=page, size=PAGE)
    return [_shown(row) for row in rows], follows


def _rows(answer: Answer):
    """The query of a file's lines with whom they are about, in its order."""
    query = AnswerRow.select(AnswerRow, Worker, SubmissionLine, Submission).left_outer_join(Worker)
    query = query.switch(AnswerRow).left_outer_join(SubmissionLine).left_outer_join(Submission)
    return query.where(AnswerRow.answer == answer).order_by(AnswerRow.sheet_name, AnswerRow.number)


def cells_of(row: AnswerRow) -> dict[str, str]:
    """Field → text as it was sent."""
    return json.loads(safe.open_text(row.cells, safe.ROW) or "{}")


def _shown(row: AnswerRow) -> ShownLine:
    sent = cells_of(row)
    secrets = secrets_of_worker(row.worker) if row.worker else []
    cells = {
        field: without(without_long_numbers(text), secrets) for field, text in sent.items() if field in WORDS
    }
    return ShownLine(
        number=row.number,
        sheet_name=row.sheet_name,
        nik=mask_nik(bare(sent.get("nik", ""))),
        name=without_long_numbers(sent.get("name", "")),
        status=cells.get("status", ""),
        kpj=mask_kpj(bare(sent.get("kpj", ""))),
        day=without_long_numbers(sent.get("effective_on", "")),
        reason=cells.get("reason", ""),
        outcome=row.outcome,
        findings=tuple(one for one in row.findings if one["severity"] != Severity.INFO),
        reg_no=row.worker.reg_no if row.worker else "",
        worker_name=row.worker.name if row.worker else "",
        submission=row.line.submission.no if row.line else "",
        corrected_at=_address(row, ACCEPTED, "pembetulan") if _may_be_corrected(row) else "",
        told_at=_address(row, ASKED, "jawaban") if row.outcome == WRONG else "",
    )


def _may_be_corrected(row: AnswerRow) -> bool:
    return row.outcome == CONFLICT or any(one["code"] == BEFORE_SENT for one in row.findings)


def _address(row: AnswerRow, state: str, task: str) -> str:
    """Of the line that it is about, while that is in this state; without a number of the person."""
    line = row.line
    if line is None or line.state != state:
        return ""
    return f"/bpjs/{line.submission.no}/baris/{line.number}/{task}"
