"""Coverage as spreadsheets: all its figures, a tab for each part of the page, and the people behind one of them.
Written to disk row by row, so that many take no more memory than few; every word is written as text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from kiosk.domain.words import short_date
from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

Cell = str | int | float | Decimal | date | None
PEOPLE = ("Nomor registrasi", "Nama", "NIK", "Kelurahan", "Pekerjaan", "Sumber dana", "Bulan terakhir")
WIDTHS = (22, 34, 22, 36, 30, 30, 18)
FIRST, OTHER = 44, 18
LONGEST_TAB = 31  # letters that a spreadsheet program takes
PEOPLE_IN_A_TAB = 1_000_000  # a spreadsheet program shows 1,048,576 rows


class Part(NamedTuple):
    """One tab: `rows` under `headings`, figures as numbers, days and words as text. `note` stands above them in place
    of the sheet's own, where that says of it what is not so."""

    tab: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    note: str = ""


def summary_sheet(parts: Iterable[Part], *, note: str) -> BinaryIO:
    """An XLSX, open for reading; `note` says of which day and where, above each tab's rows."""
    return _sheet("cakupan.xlsx", parts, note, widths=None)


def people_sheet(
    rows: Iterable[Sequence[Cell]],
    *,
    tab: str,
    note: str,
    headings: Sequence[str] = PEOPLE,
    widths: Sequence[int] = WIDTHS,
) -> BinaryIO:
    """An XLSX, open for reading, each column as wide as `widths` says; who does not fit into one tab goes on in the
    next."""
    return _sheet("orang.xlsx", _tabs(iter(rows), tab, headings), note, widths=widths)


def _tabs(rows: Iterator[Sequence[Cell]], tab: str, headings: Sequence[str]) -> Iterator[Part]:
    """The first one stands there however few they are."""
    yield Part(_tab_name(tab), headings, islice(rows, PEOPLE_IN_A_TAB))
    for number in count(2):
        if not (first := list(islice(rows, 1))):
            return
        yield Part(_tab_name(tab, f" ({number})"), headings, islice(chain(first, rows), PEOPLE_IN_A_TAB))


def _tab_name(tab: str, number: str = "") -> str:
    return tab[: LONGEST_TAB - len(number)] + number


def _sheet(name: str, parts: Iterable[Part], note: str, *, widths: Sequence[int] | None) -> BinaryIO:
    with TemporaryDirectory(prefix="payung-") as folder:
        path = Path(folder) / name
        with Workbook(path, {"constant_memory": True, "tmpdir": folder, **AS_STRINGS}) as workbook:
            text = workbook.add_format({"num_format": TEXT_FORMAT})
            bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
            for part in parts:
                _write_part(workbook.add_worksheet(part.tab), part, note, widths, text, bold)
        return path.open("rb")


def _write_part(page, part: Part, note: str, widths: Sequence[int] | None, text, bold) -> None:
    for column in range(len(part.headings)):
        page.set_column(column, column, widths[column] if widths else OTHER if column else FIRST)
    page.write_string(0, 0, safe_cell(part.note or note))
    for column, heading in enumerate(part.headings):
        page.write_string(2, column, heading, bold)
    page.freeze_panes(3, 1)
    for at, row in enumerate(part.rows, 3):
        for column, cell in enumerate(row):
            _write(page, at, column, cell, text)


def _write(page, at: int, column: int, cell: Cell, text) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float | Decimal):
        page.write_number(at, column, cell)
    else:
        page.write_string(at, column, short_date(cell) if isinstance(cell, date) else safe_cell(cell), text)
