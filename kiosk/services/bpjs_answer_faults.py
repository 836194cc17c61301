"""The lines of BPJS's file that somebody has to settle, given back in its own columns with what is to be done."""

from collections.abc import Callable, Iterator

from db.connection import writing
from db.models import AnswerRow
from kiosk.domain.bpjs_outcomes import TO_SETTLE
from kiosk.domain.findings import Severity
from kiosk.files.fault_sheets import FaultyRow, fault_workbook
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_fault_sheets import without_lost_figure
from kiosk.services.batch_row_cells import ROUNDED
from kiosk.services.batch_sent_cells import SentSheet, opened_grid
from kiosk.services.bpjs_answer_files import answer_seen_by, content_of

MOST = 10_000  # lines of one file
FIELD_OF = {"nik": "nik", "kpj": "kpj", "date": "effective_on", "day": "effective_on", "status": "status"}

Say = Callable[[str, list[dict]], str]


@each_sheet_opened_once(FOR_A_KEPT_SHEET)
def fault_sheet(*, no: str, remedy: str, say: Say, by: Actor) -> bytes:
    """An XLSX. `say` makes words of an outcome and what is kept as findings, `remedy` is the last heading. It holds
    full NIKs, and so is written down. Raises NotAllowed, NotThere where there is nothing to settle."""
    access.require(by.role == "admin")
    answer = answer_seen_by(by, no)
    query = AnswerRow.select().where(AnswerRow.answer == answer, AnswerRow.outcome.in_(TO_SETTLE))
    rows = list(query.order_by(AnswerRow.sheet_name, AnswerRow.number).limit(MOST))
    if not rows:
        raise NotThere
    grid = opened_grid(content_of(answer), answer.sheet_name)
    sheet = SentSheet(grid, tuple((heading, field) for heading, field in answer.columns))
    with writing():
        audit.record("bpjs.balasan_diunduh", by=by, kind="balasan", subject=no, baris=len(rows))
    return fault_workbook(tab=no, headings=sheet.headings, remedy=remedy, rows=_faulty(rows, sheet, say))


def _faulty(rows: list[AnswerRow], sheet: SentSheet, say: Say) -> Iterator[FaultyRow]:
    sent = sheet.cells_of({row.number for row in rows})
    for row in rows:
        cells = sent.get(row.number) or [""] * len(sheet.fields)
        codes = {one["code"] for one in row.findings}
        if ROUNDED in codes:
            cells = without_lost_figure(cells, sheet.fields)
        blocking = [one for one in row.findings if one["severity"] == Severity.BLOCK]
        wrong = {FIELD_OF.get(one["code"].partition("_")[0]) for one in blocking}
        at = frozenset(place for place, field in enumerate(sheet.fields) if field and field in wrong)
        yield FaultyRow(row.number, cells, say(row.outcome, row.findings), at)
