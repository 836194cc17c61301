"""The part [kirim] of a layout's file: how the file that the bank takes is written."""

from kiosk.domain.words import N_
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_cells import cell_of
from kiosk.files.bank_layout_entries import headings_of, read_delimiter
from kiosk.files.bank_layout_parts import Cell, SentForm
from kiosk.files.bank_layout_tables import Table

ENCODINGS = ("utf-8", "cp1252", "ascii")
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
SIGNS = ".,'-/"

NEEDED_CELL = N_(
    "Susunan bank %(file)s: isian %(place)s belum memuat “%(field)s”. Tanpa itu bank tidak tahu apa yang didebet, atau "
    "jawabannya tidak dapat dicocokkan."
)


def sent_form(table: Table) -> SentForm:
    """Raises LayoutMistake."""
    encoding = table.choice("sandi", ENCODINGS, "utf-8")
    delimiter = read_delimiter(table)
    headings = headings_of(table, delimiter)
    form = SentForm(
        suffix=table.choice("akhiran", parts.SUFFIXES, "txt"),
        encoding=encoding,
        line_end=LINE_ENDS[table.choice("akhir_baris", tuple(LINE_ENDS), "crlf")],
        delimiter=delimiter,
        quoted=table.switch("kutip", False),
        headings=headings,
        letters=table.choice("huruf", parts.LETTERS, parts.AS_IT_IS),
        signs=table.text("tanda", SIGNS, longest=20),
        head=_cells(table, "kepala", parts.OF_THE_FILE, delimiter, encoding),
        detail=_cells(table, "rincian", parts.OF_A_LINE, delimiter, encoding, headings),
        trailer=_cells(table, "penutup", parts.OF_THE_FILE, delimiter, encoding),
    )
    for field in parts.NEEDED_IN_A_LINE:
        if field not in {cell.holds for cell in form.detail}:
            raise table.mistake("rincian", NEEDED_CELL, field=field)
    table.finish()
    return form


def _cells(
    table: Table, record: str, known: tuple[str, ...], delimiter: str, encoding: str, headings: bool = False
) -> tuple[Cell, ...]:
    if not table.has(record) and record != "rincian":
        return ()
    return tuple(cell_of(one, known, delimiter, encoding, headings) for one in table.tables(record))
