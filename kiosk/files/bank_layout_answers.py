"""The part [jawaban] of a layout's file: how the bank's answer is read."""

from collections.abc import Mapping

from kiosk.domain.words import N_
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_entries import DAY_FORMS, WIDEST, decimals_of, headings_of, read_delimiter
from kiosk.files.bank_layout_parts import Place, Record, ReturnForm
from kiosk.files.bank_layout_tables import Table
from kiosk.files.bank_reasons import NAMES, reason_key
from kiosk.files.heading_keys import heading_key

MOST_PLACES = 200
EVERY_OTHER = "*"

NOT_A_PLACE = N_(
    'Susunan bank %(file)s: isian %(place)s harus menyebut judul kolomnya, misalnya "referensi", karena jawabannya '
    "berjudul."
)
NOT_A_CELL = N_(
    "Susunan bank %(file)s: isian %(place)s harus nomor kolomnya dari 1, karena jawabannya tidak berjudul."
)
NOT_A_STRETCH = N_(
    "Susunan bank %(file)s: isian %(place)s harus tempat huruf pertama dan lebarnya, misalnya [1, 20], karena "
    "jawabannya tanpa pemisah."
)
SAME_WORD = N_(
    "Susunan bank %(file)s: isian %(place)s memuat “%(word)s”, yang juga berarti berhasil. Satu kata hanya boleh "
    "berarti satu hal."
)
TWO_REASONS = N_(
    "Susunan bank %(file)s: isian %(place)s memuat “%(word)s”, yang sudah ada pada alasan lain. Satu kata hanya boleh "
    "berarti satu alasan."
)
SAYS_NOTHING = N_(
    "Susunan bank %(file)s: isian %(place)s memuat “%(word)s”, yang tidak memuat huruf atau angka."
)


def return_form(table: Table) -> ReturnForm:
    """Raises LayoutMistake."""
    delimiter = read_delimiter(table)
    headings = headings_of(table, delimiter)
    decimals, sign = decimals_of(table)
    status = table.table("status")
    paid, failed = _words_of(status)
    form = ReturnForm(
        delimiter=delimiter,
        headings=headings,
        decimals=decimals,
        decimal_sign=sign,
        day_form=DAY_FORMS[table.choice("tanggal", tuple(DAY_FORMS), "yyyymmdd")],
        head=_record(table, "kepala", parts.COUNTED, delimiter),
        detail=_record(table, "rincian", parts.ANSWERED, delimiter, headings),
        trailer=_record(table, "penutup", parts.COUNTED, delimiter),
        paid=paid,
        failed=tuple(word for word in failed if word != EVERY_OTHER),
        others_failed=EVERY_OTHER in failed,
        reasons=_reasons(table.table("alasan")) if table.has("alasan") else {},
    )
    table.finish()
    return form


def _words_of(status: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    paid = tuple(_keyed(status, "berhasil", word) for word in status.texts("berhasil"))
    failed = tuple(
        word if word == EVERY_OTHER else _keyed(status, "gagal", word) for word in status.texts("gagal")
    )
    if both := set(paid) & set(failed):
        raise status.mistake("gagal", SAME_WORD, word=min(both))
    status.finish()
    return paid, failed


def _keyed(table: Table, key: str, word: str) -> str:
    if not (keyed := reason_key(word)):
        raise table.mistake(key, SAYS_NOTHING, word=word[:40])
    return keyed


def _reasons(table: Table) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, reason in NAMES.items():
        for word in table.texts(name) if table.has(name) else ():
            if found.setdefault(_keyed(table, name, word), reason) != reason:
                raise table.mistake(name, TWO_REASONS, word=word[:40])
    table.finish()
    return found


def _record(
    table: Table, name: str, known: tuple[str, ...], delimiter: str, headings: bool = False
) -> Record | None:
    if name != "rincian" and not table.has(name):
        return None
    record = table.table(name)
    columns = record.table("kolom")
    needed = parts.NEEDED_IN_AN_ANSWER if name == "rincian" else ()
    places = {
        field: _place(columns, field, delimiter, headings)
        for field in known
        if columns.has(field) or field in needed
    }
    columns.finish()
    mark = record.text("tanda", "", longest=40).strip()
    record.finish()
    return Record(mark, places)


def _place(columns: Table, field: str, delimiter: str, headings: bool) -> Place:
    if not columns.has(field):
        columns.text(field)  # which says that it is missing
    value = columns.values[field]
    if not delimiter:
        return _stretch(columns, field, value)
    if headings:
        if not isinstance(value, str) or not heading_key(value):
            raise columns.mistake(field, NOT_A_PLACE)
        return Place(heading=value.strip())
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PLACES:
        raise columns.mistake(field, NOT_A_CELL)
    return Place(at=value - 1)


def _stretch(columns: Table, field: str, value: object) -> Place:
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 2 or not all(type(one) is int and 1 <= one <= WIDEST * 4 for one in numbers):
        raise columns.mistake(field, NOT_A_STRETCH)
    return Place(at=numbers[0] - 1, width=numbers[1])
