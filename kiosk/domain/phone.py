"""Mobile numbers of workers (DOMAIN 3.5): forgiving to read, never a reason to refuse, never unique."""

import re
from dataclasses import dataclass

import phonenumbers

from kiosk.domain.digits import SCIENTIFIC, plain
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_

MOBILE = re.compile(r"628\d{7,11}", re.ASCII)
LANDLINE = re.compile(r"62[2-79]\d{6,10}", re.ASCII)
SEVERAL = re.compile(r"[/,;&]|\batau\b", re.IGNORECASE)

# The sentences hold no number: they are kept with a sheet's rows and in a session, where none may stand.
LETTERS = N_("Isian nomor HP memuat huruf, maka hanya angkanya yang disimpan.")
SEVERAL_NUMBERS = N_("Tertulis lebih dari satu nomor HP, maka hanya yang pertama yang disimpan.")
IS_LANDLINE = N_(
    "Nomor HP yang diisi adalah nomor telepon rumah atau kantor (seperti 024), yang tidak menerima SMS dan "
    "WhatsApp, maka tidak disimpan. Nomor HP diawali 08."
)
FOREIGN = N_(
    "Nomor HP yang diisi adalah nomor luar negeri, maka tidak disimpan. Nomor HP Indonesia diawali 08 atau +62."
)
BAD = N_(
    "Nomor HP yang diisi tidak lengkap atau salah ketik, maka tidak disimpan. Nomor HP diawali 08 dan "
    "panjangnya 9 sampai 13 angka."
)
ROUNDED = N_(
    "Excel mengubah nomor HP ini menjadi bilangan dan angkanya hilang, maka tidak disimpan. Ubah format "
    "kolomnya menjadi Teks (Text), lalu ketik ulang nomornya."
)


@dataclass(frozen=True)
class PhoneReading:
    """`number` as `628…`, `display` as `0812-3456-7890`; None and empty without a usable mobile number."""

    number: str | None
    findings: tuple[Finding, ...]

    @property
    def display(self) -> str:
        """Made only when asked for: formatting costs twice the reading, and imports never show it."""
        return phone_display(self.number) if self.number else ""


def read_phone(text: object) -> PhoneReading:
    """Reads a mobile number; a lost leading zero, +62 and 0062 are repaired. Empty (or `-`) is no finding.

    Only warns: phone_rounded, phone_foreign, phone_landline, phone_bad, phone_several, phone_letters.
    """
    typed = plain(text)
    if typed.isdigit() and MOBILE.fullmatch(number := _international(typed)):
        return PhoneReading(number, ())
    if not any(char.isalnum() for char in typed):
        return PhoneReading(None, ())
    if SCIENTIFIC.fullmatch(typed.replace(" ", "")):
        return PhoneReading(None, (warn("phone_rounded", ROUNDED),))
    number = _international(typed)
    if MOBILE.fullmatch(number):
        return PhoneReading(number, _letter_findings(typed))
    return _first_of_several(typed) or PhoneReading(None, (_fault(typed, number),))


def phone_display(number: str) -> str:
    """628… → `0812-3456-7890`; phonenumbers knows the groups, prefixes it does not know go by fours."""
    parsed = phonenumbers.PhoneNumber(country_code=62, national_number=int(number[2:]))
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    if re.fullmatch(r"08\d\d(-\d+)+", shown):
        return shown
    national = f"0{number[2:]}"
    return "-".join((national[:4], national[4:8], national[8:]))


def _international(typed: str) -> str:
    """The digits with 62 in front where they are written domestically; a foreign number stays as it is."""
    digits = re.sub(r"[^0-9]", "", typed)
    foreign_form = typed.lstrip("( ").startswith("+")
    if digits.startswith("00"):
        digits, foreign_form = digits[2:], True
    if digits.startswith("620"):  # +62 (0)812
        return f"62{digits[3:]}"
    if foreign_form:
        return digits
    if digits.startswith("0"):
        return f"62{digits[1:]}"
    return f"62{digits}" if digits.startswith("8") else digits


def _letter_findings(typed: str) -> tuple[Finding, ...]:
    if not any(char.isalpha() for char in typed):
        return ()
    return (warn("phone_letters", LETTERS),)


def _first_of_several(typed: str) -> PhoneReading | None:
    first = _international(SEVERAL.split(typed)[0])
    if not MOBILE.fullmatch(first):
        return None
    return PhoneReading(first, (warn("phone_several", SEVERAL_NUMBERS),))


def _fault(typed: str, number: str) -> Finding:
    if LANDLINE.fullmatch(number):
        return warn("phone_landline", IS_LANDLINE)
    if typed.startswith(("+", "00")) and not number.startswith("62"):
        return warn("phone_foreign", FOREIGN)
    return warn("phone_bad", BAD)
