"""A row of a list of the extreme poor: read, and what becomes of it. Such a list names whole families; who is a child,
or too old for BPJS, is nobody to be visited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.age import age_on
from kiosk.domain.digits import AS_NUMBER
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.names import clean_name, names_prove
from kiosk.domain.nik import read_nik
from kiosk.domain.nik_remarks import is_known_region
from kiosk.domain.words import N_, without_long_numbers

MATCHED, ENROLLED, UNKNOWN, DIFFERS, WRONG, DROPPED = STATES = (
    "matched", "enrolled", "unknown", "differs", "wrong", "dropped",
)  # fmt: skip
KNOWN = (MATCHED, ENROLLED)  # rows that are a worker now
SEALED = (UNKNOWN, DIFFERS)  # rows that keep name and NIK

TOO_YOUNG, TOO_OLD, REPEATED, NOT_SAME, EXPIRED = "too_young", "too_old", "repeated", "not_same", "expired"
TWO_NAMES, DECILE_WRONG, DECILE_EMPTY, SETTLED = "nik_two_names", "decile_wrong", "decile_empty", "settled"
# A numeric cell whose last figure is no 0: perhaps not rounded, yet nobody knows.
AS_A_NUMBER = "nik_as_number"
AGES = (0, 100)
LONGEST_NAME, LONGEST_AREA = 120, 120
MOST_DECILE = 10
_DECILE = re.compile(r"(?:desil|d)?[\s.:-]*(\d{1,2})(?:[.,]0+)?", re.IGNORECASE | re.ASCII)

WORDS = {
    MATCHED: N_("sudah terdaftar"),
    ENROLLED: N_("didaftarkan sesudah daftar ini"),
    UNKNOWN: N_("belum terdaftar"),
    DIFFERS: N_("namanya berbeda"),
    WRONG: N_("salah"),
    DROPPED: N_("tidak dipakai"),
}
MEANINGS = {
    MATCHED: N_("NIK dan namanya cocok dengan pekerja yang sudah terdaftar. Desilnya dicatat pada orangnya."),
    ENROLLED: N_("Belum terdaftar saat daftar ini dibaca, dan kini sudah didaftarkan."),
    UNKNOWN: N_("NIK-nya belum terdaftar. Petugas mendatangi orangnya, lalu mendaftarkannya."),
    DIFFERS: N_("NIK-nya terdaftar atas nama lain. Cocokkan dulu dengan KTP: orang yang sama atau bukan?"),
    WRONG: N_("Barisnya tidak terpakai. Betulkan di berkasnya, lalu unggah daftar yang sudah betul."),
    DROPPED: N_("Barisnya tidak ditindaklanjuti, dengan alasan pada tiap baris."),
}
# Why nobody has to be enrolled, as an officer says it after a visit.
LEFT = {
    "not_found": N_("tidak ditemukan di alamatnya"),
    "moved": N_("sudah pindah"),
    "died": N_("sudah meninggal"),
    "not_working": N_("tidak bekerja"),
    "wage_earner": N_("sudah menjadi peserta lewat pemberi kerjanya"),
    "not_willing": N_("tidak bersedia"),
}
WHYS = {
    TOO_YOUNG: N_("di bawah umur paling rendah"),
    TOO_OLD: N_("sudah melewati batas umur BPJS"),
    REPEATED: N_("NIK ini sudah ada di baris sebelumnya"),
    NOT_SAME: N_("ternyata bukan orang yang sama"),
    EXPIRED: N_("masa simpannya habis; nama dan NIK sudah dihapus"),
    TWO_NAMES: N_("NIK ini ada di baris lain dengan nama lain"),
    DECILE_WRONG: N_("desil bukan angka 1 sampai 10"),
    DECILE_EMPTY: N_("desil belum diisi"),
    SETTLED: N_("dicocokkan petugas: orang yang sama"),
    "nik_empty": N_("NIK kosong; isi NIK-nya di berkas, seperti tertulis pada KTP"),
    "nik_rounded": N_("NIK dibulatkan Excel; ubah format kolomnya menjadi Teks, lalu ketik ulang NIK-nya"),
    AS_A_NUMBER: N_(
        "NIK tersimpan sebagai angka, yang di Excel hanya terjamin 15 digit; ubah format kolomnya menjadi Teks, lalu "
        "cocokkan NIK-nya"
    ),
    "nik_not_digits": N_("NIK memuat yang bukan angka"),
    "nik_length": N_("NIK bukan 16 angka"),
    "nik_day": N_("tanggal lahir dalam NIK tidak mungkin"),
    "nik_month": N_("bulan lahir dalam NIK tidak mungkin"),
    "nik_date": N_("tanggal lahir dalam NIK tidak ada"),
    "nik_age": N_("tahun lahir dalam NIK tidak mungkin"),
    **LEFT,
}


@dataclass(frozen=True)
class PovertyLine:
    """A row as it was understood; `why` is the code of what makes it useless, and then `nik` and `name` are empty.
    `out_of_age` is the code why nobody has to be visited, should nobody be on record under this NIK."""

    number: int
    nik: str = ""
    name: str = ""
    kelurahan: str = ""
    kecamatan: str = ""
    decile: int | None = None
    why: str = ""
    out_of_age: str = ""


def check_row(
    number: int,
    cells: Mapping[str, str],
    *,
    today: date,
    decile: int | None,
    ages: tuple[int, int],
    numeric_nik: bool = False,
) -> PovertyLine:
    """`cells` is field → text; `decile` holds where the row names none; `ages` are the youngest age of a worker, and
    the first that BPJS does not take any more. A serial of 0000 is for the desk to settle."""
    reading = read_nik(
        cells.get("nik", ""), today=today, age_bounds=AGES, serial_zero_allowed=True, numeric_cell=numeric_nik
    )
    wrong = next((_why(one) for one in reading.findings if one.severity is Severity.BLOCK), "")
    own, fault = read_decile(cells.get("decile", ""), decile)
    if wrong or fault:
        return PovertyLine(number, why=wrong or fault)
    return PovertyLine(
        number=number,
        nik=reading.nik,
        name=without_long_numbers(clean_name(cells.get("name", "")))[:LONGEST_NAME],
        kelurahan=clean_name(cells.get("kelurahan", "")),
        kecamatan=clean_name(cells.get("kecamatan", "")),
        decile=own,
        out_of_age=_out_of_age(reading.birth_on, today, ages),
    )


def _why(fault: Finding) -> str:
    return AS_A_NUMBER if fault.message == AS_NUMBER else fault.code


def read_decile(text: str, otherwise: int | None) -> tuple[int | None, str]:
    """`Desil 1`, `1`, `D1`; the second is the code of what is wrong, or empty."""
    if not text.strip():
        return otherwise, "" if otherwise else DECILE_EMPTY
    found = _DECILE.fullmatch(text.strip())
    decile = int(found[1]) if found else 0
    return (decile, "") if 1 <= decile <= MOST_DECILE else (None, DECILE_WRONG)


def _out_of_age(birth_on: date, today: date, ages: tuple[int, int]) -> str:
    age, (youngest, limit) = age_on(birth_on, today), ages
    return TOO_YOUNG if age < youngest else TOO_OLD if age >= limit else ""


def has_odd_region(nik: str) -> bool:
    """Whether the first figures of this NIK name no region there is: a warning, never a reason to leave somebody out
    (DOMAIN 3.1). Of a whole NIK."""
    return not is_known_region(f"{nik[:2]}.{nik[2:4]}")


def area_words(line: PovertyLine) -> str:
    """Where somebody lives as the list says it, where it is no kelurahan of the city."""
    written = ", ".join(part for part in (line.kelurahan, line.kecamatan) if part)
    return without_long_numbers(written)[:LONGEST_AREA]


def is_same(on_list: str, on_record: str) -> bool:
    """Whether the name beside a NIK that is on record shows that its owner is meant."""
    return names_prove(on_list, on_record)
