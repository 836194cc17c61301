"""What is asked of the city's cover, and what is answered: narrowed figures, and the people behind each of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kiosk.domain.clock import add_months, first_of_month
from kiosk.domain.lapses import Between
from kiosk.domain.words import N_

OUTSIDE = "luar"  # in place of a kelurahan's code: people from outside the city
OUTSIDE_NAME = N_("Luar kota")
KECAMATAN, KELURAHAN = "kecamatan", "kelurahan"
DAYS = (30, 60, 90)
MONTHS_SHOWN = 24
MONTHS_AHEAD = 3  # beyond this one: as far as 90 days can reach

# Of one month, as its rows were counted.
FUNDED, SUBMITTED, PAID, EFFECTIVE = "ditanggung", "diajukan", "dibayar", "berlaku"
OF_A_MONTH = (FUNDED, SUBMITTED, PAID, EFFECTIVE)
# Of people, as they are now.
PROTECTED, ENROLLED, UNFUNDED, ARREARS = "terlindungi", "terdaftar", "belum-ditanggung", "menunggak"
PAYABLE, OVERDUE = "menunggak-dapat-dibayar", "menunggak-lewat"  # the last day to pay is to come, or gone by
OF_ARREARS = (ARREARS, PAYABLE, OVERDUE)
ENDING = {days: f"berakhir-{days}" for days in DAYS}
STARTING_LATER = "berakhir-mulai-nanti"  # not funded this month, and over as soon as those of ENDING
OF_ENDING = (*ENDING.values(), STARTING_LATER)
STATES = (PROTECTED, ENROLLED, UNFUNDED, *OF_ARREARS, *OF_ENDING, *OF_A_MONTH)
STATE_WORDS = {
    PROTECTED: N_("Terlindungi hari ini"),
    ENROLLED: N_("Terdaftar di aplikasi ini"),
    UNFUNDED: N_("Belum ada yang menanggung"),
    ARREARS: N_("Menunggak"),
    PAYABLE: N_("Menunggak, masih bisa dibayar"),
    OVERDUE: N_("Menunggak, lewat hari terakhir"),
    ENDING[30]: N_("Berakhir dalam 30 hari"),
    ENDING[60]: N_("Berakhir dalam 60 hari"),
    ENDING[90]: N_("Berakhir dalam 90 hari"),
    STARTING_LATER: N_("Mulai nanti, segera berakhir"),
    FUNDED: N_("Ditanggung pada bulan ini"),
    SUBMITTED: N_("Diajukan ke BPJS"),
    PAID: N_("Sudah dibayar"),
    EFFECTIVE: N_("Berlaku menurut BPJS"),
}


@dataclass(frozen=True)
class Narrow:
    """Codes; empty stands for any. A kelurahan goes before its kecamatan and may be OUTSIDE."""

    kecamatan: str = ""
    kelurahan: str = ""
    occupation: str = ""
    funder_kind: str = ""

    @property
    def is_whole_city(self) -> bool:
        """Whether no place is asked for."""
        return not (self.kecamatan or self.kelurahan)

    def without_funder(self) -> "Narrow":
        return replace(self, funder_kind="")


@dataclass(frozen=True)
class Funnel:
    """People enrolled until the end of a month, and of that month how many are funded, handed to BPJS, paid and
    effective."""

    enrolled: int = 0
    funded: int = 0
    submitted: int = 0
    paid: int = 0
    effective: int = 0


@dataclass(frozen=True)
class AreaRow:
    """The same of one place, occupation or kind of money. A kind of money enrols nobody: `enrolled` is None there."""

    code: str
    name: str
    enrolled: int | None = 0
    funded: int = 0
    paid: int = 0
    effective: int = 0


@dataclass(frozen=True)
class MonthRow:
    month: date
    planned: int = 0
    submitted: int = 0
    paid: int = 0
    effective: int = 0


@dataclass(frozen=True)
class Share:
    """Of those enrolled, how many are protected today."""

    enrolled: int
    protected: int

    @property
    def percent(self) -> float:
        return 100 * self.protected / self.enrolled if self.enrolled else 0.0


def ending_within(day: date, days: int) -> Between:
    """The last funded month of those whose first empty day comes within so many days."""
    return Between(first_of_month(day), add_months(first_of_month(day + timedelta(days=days)), -1))
