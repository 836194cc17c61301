"""Money, dates and masked numbers as people read them, the same on screen, paper and sheet."""

import re
from collections.abc import Iterable
from datetime import date, datetime

MONTH_NAMES = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
OR = {"id": " atau ", "en": " or "}
DOT = "•"
# A NIK or a phone number, however it is parted; the shortest mobile number has ten digits.
LONG_NUMBER = re.compile(r"\d{10,}|(?:\d[ .'\-]{0,2}){10,}\d")


def N_(sentence: str) -> str:
    """Marks Indonesian source text for the catalogue; web translates it where it is shown."""
    return sentence


def one_of(choices: Iterable, language: str = "id") -> str:
    """`Tembalang atau Tugu`, `Tembalang or Tugu`."""
    return OR.get(language[:2], OR["id"]).join(str(one) for one in choices)


def rupiah(amount: int) -> str:
    """16800 → `Rp16.800`; what is owed back is `-Rp16.800`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{number(abs(amount))}"


def number(count: int) -> str:
    """1234 → `1.234`."""
    return f"{count:,}".replace(",", ".")


def signed(count: int) -> str:
    """`+100`, `−5`, `0`: by how much something became more or less."""
    return f"{'+' if count > 0 else '−' if count < 0 else ''}{number(abs(count))}"


def long_date(day: date, language: str = "id") -> str:
    """`20 November 2026`: day, month, year in both languages."""
    return f"{day.day} {month_name(day, language)}"


def weekday_date(day: date, language: str = "id") -> str:
    """`Selasa, 24 November 2026`."""
    return f"{WEEKDAYS.get(language[:2], WEEKDAYS['id'])[day.weekday()]}, {long_date(day, language)}"


def month_name(month: date, language: str = "id") -> str:
    """`November 2026`; a locale such as `id_ID` or `en_GB` is understood, any other reads Indonesian."""
    names = MONTH_NAMES.get(language[:2], MONTH_NAMES["id"])
    return f"{names[month.month - 1]} {month.year}"


def short_month(month: date, language: str = "id") -> str:
    """`Nov 2026`."""
    name, year = month_name(month, language).split()
    return f"{name[:3]} {year}"


def months_in_words(months: list[date], language: str = "id", *, short: bool = False) -> str:
    """Runs of months as one says them: `Februari 2027`, `Februari–April 2027`, `Desember 2026–Januari 2027`; where it
    has to be `short`, `Des 2026–Jan 2027`."""
    runs: list[list[date]] = []
    for month in sorted(months):
        follows = runs and month.year * 12 + month.month == runs[-1][-1].year * 12 + runs[-1][-1].month + 1
        runs[-1].append(month) if follows else runs.append([month])
    said = short_month if short else month_name
    return ", ".join(_run_in_words(said(run[0], language), said(run[-1], language)) for run in runs)


def _run_in_words(first: str, last: str) -> str:
    if first == last:
        return first
    name, _, year = first.rpartition(" ")
    return f"{name if last.endswith(year) else first}–{last}"


def short_date(day: date) -> str:
    """`20-11-2026`."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def clock_time(moment: datetime) -> str:
    """`14.35`; the moment is already local (clock.local)."""
    return f"{moment.hour:02d}.{moment.minute:02d}"


def mask_nik(nik: str | None) -> str:
    """`3374••••••••0001`."""
    return _masked(nik or "", shown_first=4, shown_last=4)


def mask_phone(phone: str | None) -> str:
    """628123456567 → `0812••••567`: written as people dial it."""
    digits = (phone or "").lstrip("+")
    local = f"0{digits[2:]}" if digits.startswith("62") else digits
    return _masked(local, shown_first=4, shown_last=3)


def mask_kpj(kpj: str | None) -> str:
    """26000123456 → `26••••••456`."""
    return _masked(kpj or "", shown_first=2, shown_last=3)


def has_long_number(text: str) -> bool:
    """Whether a NIK or a phone number may stand in a text that is shown and stored in clear."""
    return bool(LONG_NUMBER.search(text))


def without_long_numbers(text: str) -> str:
    """`KTP 3374010101019123.csv` → `KTP 3374••••.csv`."""
    return LONG_NUMBER.sub(lambda found: f"{found[0][:4]}{DOT * 4}", text)


def initials(name: str) -> str:
    """`Siti Aminah` → `S. A.`; degrees after a comma are no part of the name."""
    letters = (_first_letter(word) for word in name.split(",")[0].split())
    return " ".join(f"{letter}." for letter in letters if letter)


def short_name(name: str) -> str:
    """`H. Slamet Widodo` → `Slamet W.`: the first name without titles and the last name's initial."""
    words = name.split(",")[0].split()
    calling = [word for word in words if not word.endswith(".")] or words
    if len(calling) < 2 or not _first_letter(calling[-1]):
        return calling[0] if calling else ""
    return f"{calling[0]} {_first_letter(calling[-1])}."


def _masked(text: str, *, shown_first: int, shown_last: int) -> str:
    hidden = len(text) - shown_first - shown_last
    if hidden < 1:  # too short to show its ends without showing all of it
        return DOT * len(text)
    return text[:shown_first] + DOT * hidden + text[-shown_last:]


def _first_letter(word: str) -> str:
    return next((char.upper() for char in word if char.isalpha()), "")
