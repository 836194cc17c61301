"""One person to enrol, as forms and sheets hand it on: cleaned values, nothing left to parse."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.nik import WOMEN_ADD


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
    ktp_reason: str = ""
    approval: str | None = None
    approval_reason: str = ""
    enrolled_on: date | None = None  # the day on a paper form; None: today


def differs_from_nik(entry: Enrolment) -> bool:
    """Whether birth date or sex are not those in the NIK (DDMMYY, women DD + 40); the century is not in it."""
    day = entry.birth_on.day + (WOMEN_ADD if entry.sex == "P" else 0)
    return f"{day:02d}{entry.birth_on:%m%y}" != entry.nik[6:12]
