"""The lines of a bank's answer that somebody has to look at, as a sheet to take to the bank."""

from collections.abc import Callable, Iterator

from db.connection import writing
from db.models import DebitReturn, DebitReturnRow
from kiosk.domain.debit_returns import TO_LOOK_AT
from kiosk.domain.words import N_, number
from kiosk.files.fault_sheets import FaultyRow, fault_workbook
from kiosk.services import access, audit, debit_answers, debit_runs
from kiosk.services.acting import Actor, NotThere
from kiosk.services.debit_return_words import ToldLine, told_lines

MOST = 10_000  # rows of one file
HEADINGS = N_("Referensi"), N_("Jumlah"), N_("Alasan dari bank"), N_("Referensi bank")

Say = Callable[[str, list[dict]], str]


def look_sheet(*, no: str, remedy: str, headings: tuple[str, ...], say: Say, by: Actor) -> bytes:
    """An XLSX of text cells. `say` makes sentences of an outcome and its findings; `headings` are HEADINGS as they are
    to read, `remedy` the last of them. Raises NotAllowed, NotThere where there is nothing to look at."""
    access.require(by.role == "admin")
    answer = debit_answers.seen_by(by, no)
    rows = _rows(answer)
    if not rows:
        raise NotThere
    with writing():
        audit.record(
            "debet.jawaban_diunduh", by=by, kind=debit_runs.OWNER,
            subject=f"{answer.run.month:%Y-%m}", jawaban=no, baris=len(rows),
        )  # fmt: skip
    return fault_workbook(tab=no, headings=headings, remedy=remedy, rows=_faulty(answer, rows, say))


def _rows(answer: DebitReturn) -> list[DebitReturnRow]:
    query = DebitReturnRow.select().where(
        DebitReturnRow.debit_return == answer, DebitReturnRow.outcome.in_(TO_LOOK_AT)
    )
    return list(query.order_by(DebitReturnRow.number).limit(MOST))


def _faulty(answer: DebitReturn, rows: list[DebitReturnRow], say: Say) -> Iterator[FaultyRow]:
    told = told_lines(answer, {row.number for row in rows})
    for row in rows:
        yield FaultyRow(
            row.number, _cells(told.get(row.number)), say(row.outcome, row.findings or []), frozenset()
        )


def _cells(told: ToldLine | None) -> list[str]:
    if told is None:
        return ["", "", "", ""]
    amount = number(told.amount) if told.amount is not None else ""
    return [told.key, amount, told.bank_reason, told.reference]
