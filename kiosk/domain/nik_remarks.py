"""What can be said about a NIK, each as one sentence that names the digits and what to do (DOMAIN 3.1)."""

from collections.abc import Iterator
from datetime import date

from kiosk.domain.age import age_on
from kiosk.domain.findings import Finding, block, info, warn
from kiosk.domain.words import N_

# The 38 provinces by Kemendagri's codes; 93 to 96 are Papua's division of 2022.
PROVINCES = frozenset(map(str, (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66)))) | frozenset(
    map(str, (*range(71, 77), 81, 82, *range(91, 97)))
)
NEITHER_KABUPATEN_NOR_KOTA = ("00", "70")  # kabupaten are 01-69, kota 71-99
UNLIKE_CARD = ("nik_birth_differs", "nik_sex_differs")  # what a ktp_reason explains

NO_DAY = N_(
    "Angka ke-7 dan ke-8 NIK adalah %(day)s, padahal tanggal lahir harus 01–31 (laki-laki) atau 41–71 "
    "(perempuan). Ketik ulang NIK sesuai KTP."
)
NO_MONTH = N_(
    "Angka ke-9 dan ke-10 NIK adalah %(month)s, padahal bulan lahir harus 01–12. Ketik ulang NIK sesuai KTP."
)
NO_DATE = N_(
    "Tanggal lahir %(birth)s di dalam NIK (angka ke-7 sampai ke-12) tidak ada di kalender. "
    "Ketik ulang NIK sesuai KTP."
)
CHILD_OR_SLIP = N_(
    "Menurut NIK ini tanggal lahirnya %(births_on)s, di luar umur %(low)s sampai %(high)s "
    "tahun: anak atau salah ketik. Cocokkan NIK dengan KTP dan isi tanggal lahirnya."
)
CHILD = N_(
    "Menurut NIK dan tanggal lahir yang diisi, umurnya %(age)s tahun, di luar umur %(low)s "
    "sampai %(high)s tahun. Orang ini tidak dapat didaftarkan."
)
SLIP = N_(
    "Menurut NIK ini tanggal lahirnya %(births_on)s, tetapi yang diisi %(typed_on)s: NIK "
    "kemungkinan salah ketik. Ketik ulang NIK sesuai KTP."
)
SERIAL_ZERO = N_(
    "Empat angka terakhir NIK adalah 0000, yang tidak lazim dan sering berasal dari "
    "pembulatan Excel. Cocokkan dengan KTP; bila memang demikian, nyatakan bahwa NIK sudah "
    "dicocokkan."
)
REGION_UNKNOWN = N_(
    "Kode wilayah %(region)s pada NIK tidak dikenal. Cocokkan empat angka pertamanya dengan "
    "KTP; kode daerah lama tetap boleh dipakai."
)
REGION_OTHER = N_(
    "NIK ini pertama kali terbit di daerah lain (kode %(region)s). Itu bukan tanda tempat tinggal sekarang."
)
BIRTH_DIFFERS = N_(
    "Tanggal lahir yang diisi %(typed_on)s, menurut NIK %(read_on)s. Cocokkan keduanya dengan KTP; NIK tidak "
    "berubah walaupun tanggal lahir pernah dibetulkan."
)
# By the sex the NIK says.
SEX_DIFFERS = {
    "L": N_("Jenis kelamin yang diisi perempuan, menurut NIK laki-laki. Cocokkan keduanya dengan KTP."),
    "P": N_("Jenis kelamin yang diisi laki-laki, menurut NIK perempuan. Cocokkan keduanya dengan KTP."),
}


def day_and_month(day: int, digits: str) -> Iterator[Finding]:
    if not 1 <= day <= 31:
        yield block("nik_day", NO_DAY, day=digits[6:8])
    if not 1 <= int(digits[8:10]) <= 12:
        yield block("nik_month", NO_MONTH, month=digits[8:10])


def no_such_date(day: int, digits: str) -> Finding:
    return block("nik_date", NO_DATE, birth=f"{day:02d}-{digits[8:10]}-{digits[10:12]}")


def out_of_age(possible: list[date], bounds: tuple[int, int], typed: date | None, today: date) -> Finding:
    """Neither century fits: the typed birth date tells a child from a slip of the fingers."""
    low, high = bounds
    if typed is None:
        return block("nik_age", CHILD_OR_SLIP, births_on=possible, low=low, high=high)
    if typed in possible:
        return block("nik_age", CHILD, age=age_on(typed, today), low=low, high=high)
    return block("nik_age", SLIP, births_on=possible, typed_on=typed)


def serial(digits: str) -> Iterator[Finding]:
    if digits == "0000":
        yield block("nik_serial_zero", SERIAL_ZERO)


def is_known_region(code: str) -> bool:
    """Of `33.74`: a province there is, and a kabupaten or kota there may be or have been."""
    province, regency = code.split(".")
    return province in PROVINCES and regency not in NEITHER_KABUPATEN_NOR_KOTA


def region(code: str, home_region: str) -> Iterator[Finding]:
    if not is_known_region(code):
        yield warn("nik_region_unknown", REGION_UNKNOWN, region=code)
    elif code != home_region:
        yield info("nik_region_other", REGION_OTHER, region=code)


def against_card(
    born: date | None, sex: str | None, typed_birth_on: date | None, typed_sex: str | None
) -> Iterator[Finding]:
    if born and typed_birth_on and born != typed_birth_on:
        yield warn("nik_birth_differs", BIRTH_DIFFERS, typed_on=typed_birth_on, read_on=born)
    if sex and typed_sex and sex != typed_sex:
        yield warn("nik_sex_differs", SEX_DIFFERS[sex])
