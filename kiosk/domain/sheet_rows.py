"""A company's rows, each checked against every rule before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.age import age_findings
from kiosk.domain.dates import read_date
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.findings import Finding, block, blocks, warn
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.nik import NikReading, read_nik
from kiosk.domain.phone import read_phone
from kiosk.domain.row_places import Lookups, read_kelurahan, read_occupation
from kiosk.domain.row_repairs import repairs
from kiosk.domain.tax import read_kpj
from kiosk.domain.words import N_

SEXES = {
    "l": "L",
    "lakilaki": "L",
    "pria": "L",
    "lk": "L",
    "p": "P",
    "perempuan": "P",
    "wanita": "P",
    "pr": "P",
}
# Field → (its heading in the sheet, the longest that is kept).
LONGEST = {
    "address": ("Alamat", 200),
    "workplace": ("Lokasi Kerja", 120),
    "birth_place": ("Tempat Lahir", 80),
    "mother_name": ("Nama Ibu", 120),
}

KPJ_UNREAD = N_(
    "Nomor KPJ pada baris ini tidak terbaca, maka tidak disimpan: KPJ terdiri dari 11 angka. Isi di halaman orangnya."
)
SERIAL_ZERO = N_(
    "Empat angka terakhir NIK adalah 0000, yang tidak lazim dan sering berasal dari pembulatan Excel. Cocokkan dengan "
    "KTP; bila memang demikian, daftarkan orang ini satu per satu lewat Daftarkan pekerja."
)


@dataclass(frozen=True)
class RowRules(Lookups):
    """What the rules need to know: days, age bounds, and how places and occupations are looked up."""

    today: date
    first_payment_on: date
    minimum_age: int
    age_limit: int


@dataclass(frozen=True)
class CheckedRow:
    """`entry` is None when something blocks the row. `cells` is field → text, as it was sent."""

    sheet_name: str
    number: int
    cells: Mapping[str, str]
    entry: Enrolment | None
    findings: tuple[Finding, ...]


def check_rows(rows: Iterable, rules: RowRules) -> list[CheckedRow]:
    """As each_checked, for a few rows."""
    return list(each_checked(rows, rules))


def each_checked(rows: Iterable, rules: RowRules) -> Iterator[CheckedRow]:
    """Check rows (each with sheet_name, number and cells: field → text, numeric, day), in the sheet's order, one at a
    time: of those gone by only NIK and row number are kept.

    A NIK that stood in an earlier row is refused with that row's number."""
    first_seen: dict[int, int] = {}
    for row in rows:
        result = _check(row, rules)
        yield _against_earlier(result, first_seen) if result.entry else result


def _against_earlier(row: CheckedRow, first_seen: dict[int, int]) -> CheckedRow:
    earlier = first_seen.setdefault(int(row.entry.nik), row.number)
    if earlier == row.number:
        return row
    repeated = block(
        "nik_repeated",
        N_("NIK ini sama dengan baris %(row)s. Hapus salah satu, atau perbaiki NIK yang salah ketik."),
        row=earlier,
    )
    return replace(row, entry=None, findings=(repeated, *row.findings))


def _check(row, rules: RowRules) -> CheckedRow:
    cell = row.cells.get
    text = {field: found.text for field, found in row.cells.items()}
    sex, sex_faults = _sex(text.get("sex", ""))
    nik = _nik(cell("nik"), rules)
    day = read_date(_written_date(cell("birth_on")), nik_birth_on=nik.birth_on)
    if not _agrees(nik, day.day, sex):
        nik = _nik(cell("nik"), rules, birth_on=day.day, sex=sex)
    born = day.day or nik.birth_on
    phone = read_phone(text.get("phone", ""))
    kelurahan, area_faults = read_kelurahan(text, rules)
    occupation, occupation_faults = read_occupation(text.get("occupation", ""), rules)
    name = clean_name(text.get("name", ""))
    kpj, kpj_remarks = _membership_number(cell("kpj"))
    findings = (
        *nik.findings,
        *name_findings(name),
        *day.findings,
        *sex_faults,
        *(_age(born, rules) if born else ()),
        *phone.findings,
        *area_faults,
        *occupation_faults,
        *kpj_remarks,
        *_too_long(text),
        *repairs(row.cells, nik.nik, phone.number),
    )
    entry = None
    if not blocks(findings):
        entry = Enrolment(
            nik=nik.nik,
            name=name,
            birth_on=born,
            sex=sex or nik.sex,
            kelurahan=kelurahan,
            occupation=occupation,
            phone=phone.number,
            rt=_block_number(text.get("rt", "")),
            rw=_block_number(text.get("rw", "")),
            address=text.get("address", ""),
            workplace=text.get("workplace", ""),
            still_working=True,
            consent_how="company_list",
            birth_place=text.get("birth_place", ""),
            mother_name=text.get("mother_name", ""),
            kpj=kpj,
        )
    return CheckedRow(row.sheet_name, row.number, text, entry, findings)


def _membership_number(cell) -> tuple[str | None, tuple[Finding, ...]]:
    """The KPJ may be left out: one that cannot be read is not kept, and holds nobody back."""
    if cell is None or not cell.text.strip("0 .-'"):
        return None, ()
    reading = read_kpj(int(cell.text) if cell.numeric and cell.text.isdigit() else cell.text)
    if reading.number is None:
        return None, (warn("kpj_unread", KPJ_UNREAD),)
    return reading.number, reading.findings


def _written_date(cell) -> object:
    return (cell.day or cell.text) if cell else ""


def _agrees(nik: NikReading, birth_on: date | None, sex: str | None) -> bool:
    """Whether the NIK was readable and nothing else is written: it would read the same beside them."""
    return nik.nik is not None and birth_on in (None, nik.birth_on) and sex in (None, nik.sex)


def _nik(cell, rules: RowRules, **typed) -> NikReading:
    reading = read_nik(
        cell.text if cell else "", today=rules.today, numeric_cell=bool(cell and cell.numeric), **typed
    )
    if not any(finding.code == "nik_serial_zero" for finding in reading.findings):
        return reading
    return replace(reading, findings=tuple(map(_said_for_sheets, reading.findings)))


def _said_for_sheets(finding: Finding) -> Finding:
    """A sheet has no box to tick beside a NIK that ends in 0000."""
    return replace(finding, message=SERIAL_ZERO) if finding.code == "nik_serial_zero" else finding


def _sex(text: str) -> tuple[str | None, tuple[Finding, ...]]:
    key = "".join(letter for letter in text.lower() if letter.isalpha())
    if not key or key in SEXES:
        return SEXES.get(key), ()
    return None, (
        block("sex_unknown", N_("Jenis kelamin tertulis “%(text)s”. Isi L atau P."), text=text[:40]),
    )


def _age(born: date, rules: RowRules) -> tuple[Finding, ...]:
    return age_findings(
        born,
        first_payment_on=rules.first_payment_on,
        minimum=rules.minimum_age,
        limit=rules.age_limit,
        today=rules.today,
    )


def _block_number(text: str) -> str:
    """RT and RW as `003`; anything that is no number is kept short as it is."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return digits[-3:].zfill(3) if digits else ""


def _too_long(text: Mapping[str, str]) -> tuple[Finding, ...]:
    message = N_("Isi kolom %(field)s terlalu panjang: paling banyak %(most)s huruf.")
    return tuple(
        block("too_long", message, field=heading, most=most)
        for field, (heading, most) in LONGEST.items()
        if len(text.get(field, "")) > most
    )
