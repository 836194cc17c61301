"""One person to enrol, as forms and sheets hand it on: cleaned values, nothing left to parse."""

from dataclasses import dataclass
from datetime import date

CONSENT_VERSION = "2026-11"


@dataclass(frozen=True)
class Enrolment:
    """NIK of 16 digits, sex L or P, phone `628…` or None, kelurahan code or None for *luar kota*; income in
    rupiah a month."""

    nik: str
    name: str
    birth_on: date
    sex: str
    kelurahan: str | None
    occupation: str
    phone: str | None = None
    home_regency: str = ""
    rt: str = ""
    rw: str = ""
    address: str = ""
    workplace: str = ""
    still_working: bool = False
    consent_how: str = "self"
    birth_place: str = ""
    mother_name: str = ""
    income: int | None = None
    kpj: str | None = None
    dtsen_decile: int | None = None
