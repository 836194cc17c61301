"""The 18 digits of a civil servant: NIP of a PNS, NI PPPK of a contract employee (DOMAIN 3.3).

Birth YYYYMMDD, year of first appointment, two digits that are a month for PNS only (a contract count or
batch code for PPPK), sex (1 man, 2 woman), serial from 001. A PPPK's number changes with a new contract:
never a person's key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.domain.digits import read_digits
from kiosk.domain.findings import Finding, block, blocks, warn
from kiosk.domain.words import DOT, N_

LENGTH, LONGEST_HIDDEN = 18, 8  # of so short a number nothing is shown
STATUSES = ("pns", "pppk", "pppk_paruh_waktu")
SEXES = {"1": "L", "2": "P"}
APPOINTED_AT_AGE = (17, 60)

NO_BIRTH = N_(
    "Delapan angka pertama NIP (%(birth)s) harus tanggal lahir: tahun, bulan, tanggal. Ketik ulang NIP."
)
NO_MONTH = N_(
    "Angka ke-13 dan ke-14 NIP seorang PNS harus bulan pengangkatan 01–12, tetapi yang diisi %(month)s. "
    "Periksa NIP, atau pilih PPPK bila memang PPPK."
)
NO_SEX = N_(
    "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), tetapi yang diisi %(digit)s. Ketik ulang NIP."
)
SERIAL_ZERO = N_("Nomor urut NIP (tiga angka terakhir) biasanya mulai dari 001. Periksa lagi.")
ODD_APPOINTMENT = N_(
    "Menurut NIP, pengangkatan pada tahun %(year)s terjadi pada umur %(age)s tahun; lazimnya %(youngest)s "
    "sampai %(oldest)s tahun. Periksa NIP."
)
BIRTH_DIFFERS = N_(
    "Tanggal lahir menurut NIP %(read_on)s, menurut NIK %(known_on)s. Pastikan keduanya milik orang yang sama."
)
SEX_DIFFERS = N_(
    "Jenis kelamin menurut NIP %(read)s, menurut NIK %(known)s. Pastikan keduanya milik orang yang sama."
)
DIFFERING = BIRTH, SEX = ("nip_birth_differs", "nip_sex_differs")


@dataclass(frozen=True)
class NipReading:
    """`nip` is None exactly when a finding blocks."""

    nip: str | None
    birth_on: date | None
    sex: str | None
    appointed_year: int | None
    findings: tuple[Finding, ...]


def read_nip(
    text: object,
    *,
    status_asn: str,
    birth_on: date | None = None,
    sex: str | None = None,
    numeric_cell: bool = False,
) -> NipReading:
    """Reads a NIP or NI PPPK beside the birth date and sex (L|P) that the donor's NIK gives.

    `status_asn` is pns, pppk or pppk_paruh_waktu, anything else a ValueError. Codes that block: nip_empty,
    nip_not_digits, nip_length, nip_rounded, nip_birth, nip_month, nip_sex; that warn: nip_serial,
    nip_appointment, nip_birth_differs, nip_sex_differs.
    """
    if status_asn not in STATUSES:
        raise ValueError(f"status_asn must be one of {STATUSES}, not {status_asn!r}")
    digits, faults = read_digits("NIP", text, lengths=(18,), numeric_cell=numeric_cell)
    if faults:
        return NipReading(None, None, None, None, faults)
    born, read_sex, year = _real_date(digits[:8]), SEXES.get(digits[14]), int(digits[8:12])
    findings = (
        *_part_faults(digits, born, status_asn),
        *_appointment_findings(born, year),
        *_identity_findings(born, read_sex, birth_on, sex),
    )
    return NipReading(None if blocks(findings) else digits, born, read_sex, year, findings)


def mask_nip(nip: str) -> str:
    """`••••••••••••••0190`: its last four figures, as long as it was, at most 18."""
    shown = nip[-4:] if len(nip) > LONGEST_HIDDEN else ""
    return (DOT * (min(len(nip), LENGTH) - len(shown)) + shown)[-LENGTH:]


def _part_faults(digits: str, born: date | None, status_asn: str) -> Iterator[Finding]:
    if born is None:
        yield block("nip_birth", NO_BIRTH, birth=digits[:8])
    if status_asn == "pns" and not 1 <= int(digits[12:14]) <= 12:
        yield block("nip_month", NO_MONTH, month=digits[12:14])
    if digits[14] not in SEXES:
        yield block("nip_sex", NO_SEX, digit=digits[14])
    if digits[15:] == "000":
        yield warn("nip_serial", SERIAL_ZERO)


def _appointment_findings(born: date | None, year: int) -> Iterator[Finding]:
    youngest, oldest = APPOINTED_AT_AGE
    if born and not youngest <= year - born.year <= oldest:
        yield warn(
            "nip_appointment",
            ODD_APPOINTMENT,
            year=year,
            age=year - born.year,
            youngest=youngest,
            oldest=oldest,
        )


def _identity_findings(
    born: date | None, read_sex: str | None, birth_on: date | None, sex: str | None
) -> Iterator[Finding]:
    if born and birth_on and born != birth_on:
        yield warn(BIRTH, BIRTH_DIFFERS, read_on=born, known_on=birth_on)
    if read_sex and sex and read_sex != sex:
        yield warn(SEX, SEX_DIFFERS, read=read_sex, known=sex)


def _real_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
