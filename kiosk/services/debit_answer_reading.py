"""An answer of the bank is read by the worker: every line is taken in with what came of it, the letters about it are
written, and the file is said to be read or refused."""

from collections.abc import Iterable

from peewee import fn

from db.connection import writing
from db.long_work import many_in_a_row
from db.models import DebitReturn, DebitReturnRow, DebitRun
from kiosk.domain.debit_returns import ReturnLine, told_differently
from kiosk.domain.findings import Finding, blocks
from kiosk.files.bank_returns import ReturnReading, read_return
from kiosk.services import bank_layouts, debit_department_notices, debit_notices, debit_returns, safe
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import as_data
from kiosk.services.debit_answer_doubts import of_another_run, without_cut_line
from kiosk.services.debit_answers import KIND, READ, REFUSED, STORED
from kiosk.services.row_portions import Progress, after_portion, portions


def read(*, return_id: int, by: Actor, progress: Progress) -> None:
    """Every line of a stored answer is taken in with what came of it. Going on after a stop is safe: lines already
    written are not written twice, whoever else is at it."""
    answer = DebitReturn.select(DebitReturn, DebitRun).join(DebitRun).where(DebitReturn.id == return_id).get()
    if answer.state != STORED:
        return
    reading = read_return(bank_layouts.named(answer.layout), safe.file_content(answer.path, KIND))
    reading = without_cut_line(reading, answer.run)
    findings = [*reading.findings, *of_another_run(answer, reading)]
    if blocks(findings):
        _settle(answer, REFUSED, findings)
        return
    count = _take_in_all(answer, reading, by, progress)
    _settle(answer, READ, findings, rows=count)
    progress(count, count)


def _take_in_all(answer: DebitReturn, reading: ReturnReading, by: Actor, progress: Progress) -> int:
    twice, total, count = told_differently(reading.rows), len(reading.rows), 0
    progress(0, total)
    with many_in_a_row() as work:
        for rows in portions(iter(reading.rows), work):
            _take_in(answer, rows, twice, by)
            before, count = count, count + len(rows)
            after_portion(before, count, total, work, progress)
    return count


def _take_in(answer: DebitReturn, rows: list[ReturnLine], twice: frozenset[str], by: Actor) -> None:
    with writing():
        taken = debit_returns.take_in(debit_return=answer, rows=rows, twice=twice, by=by)
        debit_notices.failed(taken.failed)
        debit_notices.paid(taken.paid)


def _settle(answer: DebitReturn, state: str, findings: Iterable[Finding], rows: int = 0) -> None:
    counted = DebitReturnRow.select(DebitReturnRow.outcome, fn.COUNT(DebitReturnRow.id)).where(
        DebitReturnRow.debit_return == answer
    )
    with writing():
        DebitReturn.update(
            state=state,
            rows=rows,
            findings=[as_data(finding) for finding in findings] or None,
            counts=dict(counted.group_by(DebitReturnRow.outcome).tuples()) or None,
        ).where(DebitReturn.id == answer.id, DebitReturn.state == STORED).execute()
        debit_department_notices.tell(answer)
