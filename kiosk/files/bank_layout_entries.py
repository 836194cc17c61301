"""Entries that both parts of a layout's file have: what parts the fields, how money and days are written."""

from kiosk.domain.date_forms import WRITTEN
from kiosk.domain.words import N_
from kiosk.files.bank_layout_tables import Table

DAY_FORMS = {name: forms[0] for name, forms in WRITTEN.items()} | {"ddmmyy": "%d%m%y", "yymmdd": "%y%m%d"}
WIDEST = 500

NOT_A_DELIMITER = N_(
    "Susunan bank %(file)s: isian %(place)s harus satu tanda seperti ; , atau |, atau kosong bila setiap isian punya "
    "lebar tetap."
)
NEEDS_HEADING = N_(
    "Susunan bank %(file)s: isian %(place)s hanya untuk berkas dengan tanda pemisah. Hapus, atau isi pemisah."
)


def headings_of(table: Table, delimiter: str) -> bool:
    """Whether there is a line of headings."""
    headings = table.switch("judul", False)
    if headings and not delimiter:
        raise table.mistake("judul", NEEDS_HEADING)
    return headings


def read_delimiter(table: Table) -> str:
    """Empty where there is none. It must be said: too much hangs on it."""
    delimiter = table.text("pemisah", "", longest=1) if table.has("pemisah") else table.text("pemisah")
    if delimiter and (delimiter.isalnum() or delimiter in " .\"'-/=+@\r\n" or not delimiter.isascii()):
        raise table.mistake("pemisah", NOT_A_DELIMITER)
    return delimiter


def decimals_of(table: Table) -> tuple[int, str]:
    """How many, and the sign before them: empty where they are counted in without one."""
    return table.number("desimal", 0, 4, 0), table.choice("tanda_desimal", (".", ",", ""), ".")
