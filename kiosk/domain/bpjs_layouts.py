"""The columns of a branch's registration template, and what makes a layout one that can be used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.bpjs_fields import EMPTY, FIELDS, TEXT, Registrant, written
from kiosk.domain.date_forms import WRITTEN
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, has_long_number

MOST_COLUMNS, LONGEST_NAME, LONGEST_TEXT = 60, 80, 120

NO_NAME = N_("Beri nama susunan ini, misalnya nama kantor cabang yang memakainya.")
NAME_TOO_LONG = N_("Nama susunan paling panjang %(most)s huruf.")
UNKNOWN_DATE = N_("Pilih cara menulis tanggal dari daftar.")
TOO_MANY = N_("Susunan paling banyak %(most)s kolom. Hapus kolom yang tidak diminta BPJS.")
NO_NIK = N_("Belum ada kolom NIK. Tanpa NIK, jawaban BPJS tidak dapat dicocokkan. Tambahkan kolomnya.")
NO_HEADING = N_("Kolom %(number)s belum berjudul. Tulis judulnya persis seperti di berkas BPJS.")
TOO_LONG = N_("Judul atau teks tetap di kolom %(number)s paling panjang %(most)s huruf.")
UNKNOWN_FIELD = N_("Pilih isi kolom %(number)s dari daftar.")
NO_TEXT = N_("Kolom %(number)s berisi teks tetap, tetapi teksnya belum ditulis.")
LONG_NUMBER = N_(
    "Kolom %(number)s memuat angka yang panjang. Jangan tulis NIK atau nomor HP seseorang di susunan."
)


@dataclass(frozen=True)
class Column:
    """`text` is what a column of fixed text says for everybody."""

    heading: str
    field: str
    text: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns from left to right; `date_form` is one of date_forms.WRITTEN."""

    name: str
    date_form: str
    columns: Sequence[Column] = field(default=())


def findings_of(layout: Layout) -> tuple[Finding, ...]:
    """All of them block; those of a column carry its `number` from 1."""
    return (*_of_the_whole(layout), *_of_columns(layout.columns))


def _of_the_whole(layout: Layout) -> Iterator[Finding]:
    if not layout.name:
        yield block("layout_name", NO_NAME)
    if len(layout.name) > LONGEST_NAME:
        yield block("layout_name", NAME_TOO_LONG, most=LONGEST_NAME)
    if layout.date_form not in WRITTEN:
        yield block("layout_date", UNKNOWN_DATE)
    if len(layout.columns) > MOST_COLUMNS:
        yield block("layout_columns", TOO_MANY, most=MOST_COLUMNS)
    if all(column.field != "nik" for column in layout.columns):
        yield block("layout_columns", NO_NIK)


def _of_columns(columns: Sequence[Column]) -> Iterator[Finding]:
    for number, column in enumerate(columns, 1):
        if column.field not in FIELDS:
            yield block("column_field", UNKNOWN_FIELD, number=number)
        if not column.heading and column.field != EMPTY:
            yield block("column_heading", NO_HEADING, number=number)
        if max(len(column.heading), len(column.text)) > LONGEST_TEXT:
            yield block("column_heading", TOO_LONG, number=number, most=LONGEST_TEXT)
        if column.field == TEXT and not column.text:
            yield block("column_text", NO_TEXT, number=number)
        if has_long_number(column.heading) or has_long_number(column.text):
            yield block("column_text", LONG_NUMBER, number=number)


def line_of(layout: Layout, person: Registrant) -> list[str]:
    """One line of the file, from left to right."""
    return [written(person, column.field, column.text, layout.date_form) for column in layout.columns]


def made_up_person(first_month: date, *, income: int, city: str) -> Registrant:
    """Nobody, for a sample."""
    return Registrant(
        number=1,
        nik="3374000000000000",
        name="Siti Contoh",
        birth_place="Semarang",
        birth_on=date(1990, 5, 17),
        sex="P",
        mother_name="Ibu Contoh",
        phone="080000000000",
        address="Jl. Contoh No. 1",
        rt="003",
        rw="007",
        kelurahan="Kauman",
        kecamatan="Semarang Tengah",
        regency=city,
        occupation="Pedagang keliling",
        workplace="Pasar Johar",
        income=income,
        continued=False,
        kpj="",
        first_month=first_month,
        last_month=first_month,
        wadah_type="SC",
        funder="PT Contoh",
        npp="00000000",
        reg_no="SMG-0000000-0",
    )
