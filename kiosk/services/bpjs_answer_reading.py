"""One file of BPJS read to its end in one pass: each line checked, then taken in with what came of it, some at a time.
Of lines gone by only the NIK and its row number are kept. Read again, only lines that changed nothing are judged."""

from collections.abc import Iterable, Iterator

from db.connection import writing
from db.long_work import many_in_a_row
from db.models import Answer
from kiosk.domain.bpjs_answers import CheckedAnswer, each_answer
from kiosk.domain.bpjs_first_looks import first_look
from kiosk.domain.bpjs_repeats import contradictions
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, Severity, blocks, info
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.bpjs_headings import EFFECTIVE
from kiosk.files.sheet_columns import cells_of
from kiosk.files.sheets import SheetReading
from kiosk.services import (
    bpjs_answer_rows,
    bpjs_answer_taking,
    bpjs_list_cover,
    bpjs_member_lists,
    bpjs_status_words,
    bpjs_whole_lists,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_fates import as_data
from kiosk.services.bpjs_answer_files import COLUMNS, MEMBER_LIST, NARROW, READ, REFUSED, STORED
from kiosk.services.bpjs_answer_opening import Opened, open_answer
from kiosk.services.bpjs_answer_remarks import remarked, remarks
from kiosk.services.row_portions import Progress, after_portion, portions

AGAIN = N_(
    "Dibaca ulang %(read_on)s: %(used)s dari %(count)s baris yang sebelumnya tidak mengubah apa pun kini tercatat."
)


def read_answer(*, answer_id: int, by: Actor, progress: Progress, is_whole: bool = False) -> None:
    """Read a stored file, check every line, take it in. Going on after a stop is safe: lines already written are not
    written twice, whoever else is at it. A list that holds few of those it should waits until somebody has said that
    it `is_whole`."""
    answer = Answer.get_by_id(answer_id)
    if answer.state != STORED:
        return
    opened = open_answer(answer)
    _note_layout(answer, opened.reading)
    if blocks(opened.reading.findings):
        _settle(answer, COLUMNS if opened.asks else REFUSED, opened.reading.findings)
        return
    if not is_whole and (question := _question_about(answer, opened)):
        _settle(answer, NARROW, [question])
        return
    count, said = _take_in_all(answer, opened, by, progress)
    _settle(answer, READ, said, rows=count)


def read_answer_again(*, answer_id: int, before: int, by: Actor, progress: Progress) -> None:
    """Judge the lines of a file once more that changed nothing; there were `before` of them. What had an effect stays
    as it is, so that going on after a stop is safe. Where a heading was forgotten since, somebody is asked what its
    columns hold. Raises Refused where the file cannot be read any more."""
    answer = Answer.get_by_id(answer_id)
    if answer.state != READ:
        return
    opened = open_answer(answer)
    if opened.asks:
        _note_layout(answer, opened.reading)
        _settle(answer, COLUMNS, opened.reading.findings, rows=answer.rows)
        return
    for finding in opened.reading.findings:
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.message, **dict(finding.params))
    _note_layout(answer, opened.reading)
    count, said = _take_in_all(answer, opened, by, progress)
    used = max(before - bpjs_answer_rows.open_lines(answer), 0)
    told = info("read_again", AGAIN, read_on=today(), used=used, count=before)
    _settle(answer, READ, [*said, told], rows=count)


def _question_about(answer: Answer, opened: Opened) -> Finding | None:
    """Of a list of which something is written already nothing is asked: somebody has answered, or it held enough. One
    with more lists beside it says nothing about who is missing."""
    if answer.kind != MEMBER_LIST or opened.more or bpjs_answer_rows.is_begun(answer):
        return None
    return bpjs_list_cover.question_about(answer, opened.reading)


def _note_layout(answer: Answer, reading: SheetReading) -> None:
    """How the headings were understood, whatever comes of the lines."""
    layout = {
        "columns": [[without_long_numbers(heading), field] for heading, field in reading.layout] or None,
        "sheet_name": without_long_numbers(reading.sheet_name),
        "heading_row": reading.heading_row,
    }
    with writing():
        Answer.update(layout).where(Answer.id == answer.id).execute()


def _take_in_all(answer: Answer, opened: Opened, by: Actor, progress: Progress) -> tuple[int, list[Finding]]:
    """How many lines the file has, and what is to be said of it as a whole."""
    reading, is_list, count = opened.reading, answer.kind == MEMBER_LIST, 0
    use = bpjs_member_lists if is_list else bpjs_answer_taking
    progress(0, reading.filled)
    with many_in_a_row() as work:
        for rows in portions(_lines(reading, is_list), work):
            with writing():
                use.take_in(answer=answer, rows=rows, by=by)
            before, count = count, count + len(rows)
            after_portion(before, count, reading.filled, work, progress)
    if is_list:
        ended = bpjs_whole_lists.finish(answer, count, opened.more, by=by, progress=progress)
    else:
        ended = remarked(answer)
    progress(count, count)
    return count, [*reading.findings, *remarks(reading, opened.others), *ended]


def _lines(reading: SheetReading, is_list: bool) -> Iterator[CheckedAnswer]:
    if is_list:
        return each_answer(reading.rows, today=today(), members=True)
    look = first_look(cells_of(reading.rows, "nik", EFFECTIVE))
    words = bpjs_status_words.remembered()
    told_twice = contradictions(reading.rows, look, today=today(), words=words)
    return each_answer(
        reading.rows, today=today(), told_twice=told_twice, month_first=look.month_first, words=words
    )


def _settle(answer: Answer, state: str, findings: Iterable[Finding], rows: int = 0) -> None:
    kept = [as_data(finding) for finding in findings]
    with writing():
        Answer.update(state=state, rows=rows, findings=kept).where(Answer.id == answer.id).execute()
