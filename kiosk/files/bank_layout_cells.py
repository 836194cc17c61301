"""The fields of a line that is sent, as a layout's file describes them."""

import re

from kiosk.domain.words import N_
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_entries import DAY_FORMS, WIDEST, decimals_of
from kiosk.files.bank_layout_parts import Cell
from kiosk.files.bank_layout_tables import Table
from kiosk.files.sheet_template import safe_cell

MONTH_FORMS = {
    "mm-yyyy": "%m-%Y", "mm/yyyy": "%m/%Y", "yyyy-mm": "%Y-%m", "yyyy/mm": "%Y/%m", "mmyyyy": "%m%Y",
    "yyyymm": "%Y%m", "mmyy": "%m%y", "yymm": "%y%m",
}  # fmt: skip
SIDES = ("kiri", "kanan")
TOO_WIDE = ("tolak", "potong")
REMARK_PLACES = ("bulan", "orang", "urutan")
REMARK = "Iuran BPJS TK {bulan} {orang} orang"

NO_WIDTH = N_(
    "Susunan bank %(file)s: isian %(place)s belum ada. Tanpa pemisah, setiap isian memerlukan lebarnya."
)
NEVER_CUT = N_(
    "Susunan bank %(file)s: isian %(place)s tidak boleh “potong”. Hanya nama dan berita yang boleh dipotong."
)
RUNS = N_(
    "Susunan bank %(file)s: isian %(place)s berawal dengan tanda =, +, -, @, atau tab, yang dijalankan oleh program "
    "lembar kerja. Pakai awal lain."
)
UNKNOWN_PLACE = N_(
    "Susunan bank %(file)s: isian %(place)s memuat {%(found)s}, yang tidak dikenal. Yang dikenal: {bulan}, {orang}, "
    "dan {urutan}."
)
HOLDS_DELIMITER = N_(
    "Susunan bank %(file)s: isian %(place)s memuat tanda pemisah, tanda kutip, atau tanda yang tidak terlihat. Pakai "
    "tanda lain."
)
NOT_IN_ENCODING = N_(
    "Susunan bank %(file)s: isian %(place)s memuat tanda yang tidak ada dalam sandi %(encoding)s."
)
FILL = N_("Susunan bank %(file)s: isian %(place)s harus satu tanda.")
SAME_SIGN = N_(
    "Susunan bank %(file)s: isian %(place)s sama dengan tanda pemisahnya, maka satu jumlah menjadi dua kolom. Ganti "
    "salah satu."
)


def cell_of(table: Table, known: tuple[str, ...], delimiter: str, encoding: str, headings: bool) -> Cell:
    """`known`: what may stand there. Raises LayoutMistake."""
    holds = table.choice("isi", known)
    decimals, sign = decimals_of(table) if holds in parts.IN_RUPIAH else (0, ".")
    fill = table.text("isian", " ", longest=1)
    if not fill:
        raise table.mistake("isian", FILL)
    cell = Cell(
        holds=holds,
        heading=table.text("judul") if headings else "",
        text=_text(table, holds),
        width=table.number("lebar", 0, WIDEST, 0),
        longest=table.number("paling_panjang", 0, WIDEST, 0),
        cut=table.choice("terlalu_panjang", TOO_WIDE, "tolak") == "potong",
        right=table.choice("rata", SIDES, "kiri") == "kanan",
        fill=fill,
        form=_form(table, holds),
        decimals=decimals,
        decimal_sign=sign,
    )
    _require_fits(table, cell, delimiter, encoding)
    table.finish()
    return cell


def _text(table: Table, holds: str) -> str:
    if holds == parts.TEXT:
        return table.text("teks")
    if holds != parts.REMARK:
        return ""
    remark = table.text("teks", REMARK)
    for found in re.findall(r"{([^}]*)}?", remark):
        if found not in REMARK_PLACES:
            raise table.mistake("teks", UNKNOWN_PLACE, found=found[:20])
    return remark


def _form(table: Table, holds: str) -> str:
    if holds == parts.DEBIT_ON:
        return DAY_FORMS[table.choice("tanggal", tuple(DAY_FORMS), "yyyymmdd")]
    if holds == parts.MONTH:
        return MONTH_FORMS[table.choice("tanggal", tuple(MONTH_FORMS), "mm-yyyy")]
    return ""


def _require_fits(table: Table, cell: Cell, delimiter: str, encoding: str) -> None:
    if not delimiter and not cell.width:
        raise table.mistake("lebar", NO_WIDTH)
    if cell.cut and cell.holds not in parts.MAY_BE_CUT:
        raise table.mistake("terlalu_panjang", NEVER_CUT)
    if cell.decimals and cell.decimal_sign and cell.decimal_sign == delimiter:
        raise table.mistake("tanda_desimal", SAME_SIGN)
    for key, text in (("judul", cell.heading), ("teks", cell.text), ("isian", cell.fill)):
        if delimiter and safe_cell(text) != text:
            raise table.mistake(key, RUNS)
        if not text.isprintable() or (delimiter and (delimiter in text or '"' in text)):
            raise table.mistake(key, HOLDS_DELIMITER)
        if text.encode(encoding, errors="replace").decode(encoding) != text:
            raise table.mistake(key, NOT_IN_ENCODING, encoding=encoding)
