"""What is written down about a hospital or clinic that treats work accidents (PLKK), and when to ask anew."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import add_months, first_of_month

LONGEST_CODE = 50
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Entry:
    """`kecamatan` is a code of the city's, empty elsewhere and where nobody knows; `phone` as it is dialled; `as_of`
    the day on which the source said so."""

    name: str
    address: str
    kecamatan: str
    city: str
    phone: str
    source: str
    as_of: date


def code_from(name: str) -> str:
    """`RSUD K.R.M.T. Wongsonegoro` → `rsud-k-r-m-t-wongsonegoro`: what an address carries. Never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _SIGNS.sub("-", plain).strip("-")[:LONGEST_CODE].strip("-") or "faskes"


def same_name(name: str, city: str) -> tuple[str, str]:
    """What a facility is known by; the unique index says the same."""
    return name.lower(), city.lower()


def is_old(as_of: date, today: date, *, months: int) -> bool:
    """Whether what was said on that day has to be asked anew: so many months later."""
    due = add_months(first_of_month(as_of), months)
    return (today.year, today.month, today.day) > (due.year, due.month, as_of.day)
