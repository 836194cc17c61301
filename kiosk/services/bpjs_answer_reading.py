"""One file of BPJS read to its end in one pass: each line checked, then taken in with what came of it, some at a time.
Of lines gone by only the NIK and its row number are kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from db.connection import writing
from db.long_work import many_in_a_row
from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_answers import each_answer
from kiosk.domain.bpjs_outcomes import WRONG
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, blocks, info, warn
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.found_headings import find_headings
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheets import SheetReading, read_sheet
from kiosk.services import bpjs_answer_taking, bpjs_headings, bpjs_member_lists
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import as_data
from kiosk.services.bpjs_answer_files import (
    COLUMNS,
    MEMBER_LIST,
    READ,
    REFUSED,
    STORED,
    content_of,
    may_be_explained,
    vocabulary_of,
)
from kiosk.services.row_portions import Progress, after_portion, portions

ROWS_NAMED, SHEETS_NAMED = 8, 5
NIK_READ = {"member_inactive", "name_differs"}  # what is wrong with a line of which the NIK is sure
MOST_WRONG = 20  # one line of so many; a list with more says nothing about who is missing from it
PLACE = N_("Dibaca dari lembar %(sheet)s, judul kolom pada baris %(row)s.")
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena tidak memuat peserta, misalnya jumlah atau tanda tangan: baris %(rows)s."
)
OTHER_SHEETS = N_(
    "Hanya lembar %(read)s yang dibaca. Lembar lain juga berisi: %(sheets)s. Bila di sana ada peserta, simpan tiap "
    "lembar sebagai berkas sendiri, lalu unggah."
)
NOT_COMPARED = N_(
    "%(wrong)s dari %(count)s baris tidak terbaca, maka belum dicari siapa yang terlindungi di sini tetapi tidak ada "
    "dalam daftar ini. Perbaiki berkasnya, lalu unggah lagi. Baris berstatus tidak aktif atau atas nama lain tidak "
    "dihitung di sini: NIK-nya terbaca."
)
READABLE = N_(
    "%(count)s baris berstatus tidak aktif atau atas nama lain tidak dihitung sebagai tidak terbaca, sebab NIK-nya "
    "terbaca. Pencarian siapa yang tidak ada dalam daftar ini tetap dilakukan."
)

MORE_LISTS = N_(
    "Lembar %(sheets)s juga memuat kolom NIK, maka belum dicari siapa yang terlindungi di sini tetapi tidak ada dalam "
    "daftar ini. Gabungkan semuanya dalam satu lembar, lalu unggah lagi."
)


def read_answer(*, answer_id: int, by: Actor, progress: Progress) -> None:
    """Read a stored file, check every line, take it in. Going on after a stop is safe: lines already written are not
    written twice, whoever else is at it."""
    answer = Answer.get_by_id(answer_id)
    if answer.state != STORED:
        return
    remembered, vocabulary = bpjs_headings.remembered(), vocabulary_of(answer)
    content = content_of(answer)
    reading = read_sheet(content, answer.file_name, remembered, vocabulary)
    _note_layout(answer, reading)
    if blocks(reading.findings):
        asks = reading.asks_for_columns and may_be_explained(content, remembered, vocabulary)
        _settle(answer, COLUMNS if asks else REFUSED, reading.findings)
        return
    others = [grid for grid in open_grids(content) if grid.filled and grid.name != reading.sheet_name]
    more = [grid for grid in others if _is_list(grid, vocabulary, remembered)]
    del content
    progress(0, reading.filled)
    count = _take_in_all(answer, reading, by, progress)
    ended = _finish(answer, count, more, by, progress)
    progress(count, count)
    said = (*reading.findings, *_remarks(reading), *_other_sheets(others, reading), *ended)
    _settle(answer, READ, said, rows=count)


def _note_layout(answer: Answer, reading: SheetReading) -> None:
    """How the headings were understood, whatever comes of the lines."""
    layout = {
        "columns": [[without_long_numbers(heading), field] for heading, field in reading.layout] or None,
        "sheet_name": without_long_numbers(reading.sheet_name),
        "heading_row": reading.heading_row,
    }
    with writing():
        Answer.update(layout).where(Answer.id == answer.id).execute()


def _take_in_all(answer: Answer, reading: SheetReading, by: Actor, progress: Progress) -> int:
    """How many lines the file has."""
    lines = each_answer(reading.rows, today=today(), members=answer.kind == MEMBER_LIST)
    use, count = bpjs_member_lists if answer.kind == MEMBER_LIST else bpjs_answer_taking, 0
    with many_in_a_row() as work:
        for rows in portions(lines, work):
            with writing():
                use.take_in(answer=answer, rows=rows, by=by)
            before, count = count, count + len(rows)
            after_portion(before, count, reading.filled, work, progress)
    return count


def _is_list(grid: Grid, vocabulary: Vocabulary, remembered: Mapping[str, str]) -> bool:
    found = find_headings([grid], remembered, vocabulary)
    return found is not None and not found.missing


def _finish(answer: Answer, count: int, more: list[Grid], by: Actor, progress: Progress) -> list[Finding]:
    """Who is missing from a list of members is only said where all of it could be read."""
    if answer.kind != MEMBER_LIST:
        return []
    if more:
        return [warn("not_compared", MORE_LISTS, sheets=_named(more))]
    unreadable, readable = _wrong_lines(answer)
    if unreadable * MOST_WRONG > count:
        return [warn("not_compared", NOT_COMPARED, wrong=unreadable, count=count)]
    bpjs_member_lists.finish(answer=answer, by=by, progress=progress)
    return [info("lines_readable", READABLE, count=readable)] if readable else []


def _wrong_lines(answer: Answer) -> tuple[int, int]:
    """How many lines cannot be read, and how many can though they count for nobody."""
    wrong = AnswerRow.select(AnswerRow.findings).where(
        AnswerRow.answer == answer.id, AnswerRow.outcome == WRONG
    )
    read = Counter({one["code"] for one in codes} <= NIK_READ for (codes,) in wrong.tuples().iterator())
    return read[False], read[True]


def _settle(answer: Answer, state: str, findings: Iterable[Finding], rows: int = 0) -> None:
    kept = [as_data(finding) for finding in findings]
    with writing():
        Answer.update(state=state, rows=rows, findings=kept).where(Answer.id == answer.id).execute()


def _other_sheets(others: list[Grid], reading: SheetReading) -> Iterator[Finding]:
    """Nothing that is written in the file goes unsaid."""
    if others:
        read = without_long_numbers(reading.sheet_name)
        yield warn("other_sheets", OTHER_SHEETS, read=read, sheets=_named(others))


def _named(grids: list[Grid]) -> str:
    named = ", ".join(without_long_numbers(grid.name) for grid in grids[:SHEETS_NAMED])
    return f"{named}, …" if len(grids) > SHEETS_NAMED else named


def _remarks(reading: SheetReading) -> Iterator[Finding]:
    """How the file was understood: where the lines stood, which filled rows are nobody."""
    yield info("sheet_place", PLACE, sheet=without_long_numbers(reading.sheet_name), row=reading.heading_row)
    if passed_over := reading.rows.passed_over:
        named = ", ".join(str(number) for number in passed_over[:ROWS_NAMED])
        more = ", …" if len(passed_over) > ROWS_NAMED else ""
        yield info("rows_passed_over", PASSED_OVER, count=len(passed_over), rows=named + more)
