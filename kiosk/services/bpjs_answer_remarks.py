"""What is remarked of a file of BPJS as a whole: where its lines stood, which filled rows are nobody, what else is in
it, and how many of its lines are accepted with a remark."""

from collections.abc import Iterator

from peewee import Case, fn

from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_acceptance_remarks import LISTED, remarked_in_all
from kiosk.domain.findings import Finding, info, warn
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.sheet_grid import Grid
from kiosk.files.sheets import SheetReading

ROWS_NAMED, SHEETS_NAMED = 8, 5
PLACE = N_("Dibaca dari lembar %(sheet)s, judul kolom pada baris %(row)s.")
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena tidak memuat peserta, misalnya jumlah atau tanda tangan: baris %(rows)s."
)
OTHER_SHEETS = N_(
    "Hanya lembar %(read)s yang dibaca. Lembar lain juga berisi: %(sheets)s. Bila di sana ada peserta, simpan tiap "
    "lembar sebagai berkas sendiri, lalu unggah."
)


def remarks(reading: SheetReading, others: list[Grid]) -> Iterator[Finding]:
    """Once its rows have been read. `others` are sheets that hold something too: nothing that is written in the file
    goes unsaid."""
    yield info("sheet_place", PLACE, sheet=without_long_numbers(reading.sheet_name), row=reading.heading_row)
    if passed_over := reading.rows.passed_over:
        named = ", ".join(str(number) for number in passed_over[:ROWS_NAMED])
        more = ", …" if len(passed_over) > ROWS_NAMED else ""
        yield info("rows_passed_over", PASSED_OVER, count=len(passed_over), rows=named + more)
    if others:
        read = without_long_numbers(reading.sheet_name)
        yield warn("other_sheets", OTHER_SHEETS, read=read, sheets=sheets_named(others))


def carries(code: str):
    """The condition over AnswerRow: this is remarked of the line."""
    return AnswerRow.findings.cast("TEXT").contains(f'"{code}"')


def remarked(answer: Answer) -> list[Finding]:
    """Once all lines are written; one query, whatever there is to count."""
    counts = [fn.SUM(Case(None, [(carries(code), 1)], 0)) for code in LISTED]
    found = AnswerRow.select(*counts).where(AnswerRow.answer == answer).tuples().get()
    return remarked_in_all(dict(zip(LISTED, found, strict=True)))


def sheets_named(grids: list[Grid]) -> str:
    """Some of them by name."""
    named = ", ".join(without_long_numbers(grid.name) for grid in grids[:SHEETS_NAMED])
    return f"{named}, …" if len(grids) > SHEETS_NAMED else named
