"""For whom, and for which months, a programme of the city's own money may promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.words import N_

CLOSED, OTHER_YEAR, TOO_EARLY, OCCUPATION, NOT_RESIDENT = (
    "closed", "other_year", "too_early", "occupation", "not_resident",
)  # fmt: skip

REASONS = {
    CLOSED: N_("Programnya sudah ditutup, maka tidak menerima orang baru."),
    OTHER_YEAR: N_("Bulannya di luar tahun anggaran program."),
    TOO_EARLY: N_("Bulannya sebelum bulan pertama program."),
    OCCUPATION: N_(
        "Pekerjaannya tidak termasuk dalam daftar program, dan ia tidak ada di daftar miskin ekstrem yang berlaku."
    ),
    NOT_RESIDENT: N_("Bukan warga kota ini, sedangkan programnya hanya untuk warga kota."),
}


@dataclass(frozen=True)
class Terms:
    """`occupations` by their codes; `poorest_too`: whom a list of the extreme poor names, whatever their work."""

    year: int
    first_month: date
    occupations: frozenset[str]
    residents_only: bool
    poorest_too: bool = True
    is_closed: bool = False


def why_not(
    terms: Terms, *, occupation: str, is_resident: bool, months: Iterable[date], is_poorest: bool = False
) -> str:
    """The code of the reason (REASONS) why nothing may be promised; empty where it may."""
    months = list(months)
    if terms.is_closed:
        return CLOSED
    if any(month.year != terms.year for month in months):
        return OTHER_YEAR
    if any(month < terms.first_month for month in months):
        return TOO_EARLY
    if occupation not in terms.occupations and not (terms.poorest_too and is_poorest):
        return OCCUPATION
    return NOT_RESIDENT if terms.residents_only and not is_resident else ""
