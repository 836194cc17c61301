"""What the city's page of coverage and its lists are narrowed to, as their addresses say: `?bulan=`, `?kecamatan=`,
`?kelurahan=`, `?pekerjaan=`, `?sumber=`; a list besides `?keadaan=` and `?sampai=`, the last month of cover."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.coverage_looks import (
    ENROLLED,
    OF_A_MONTH,
    OF_ARREARS,
    OF_ENDING,
    PROTECTED,
    STATE_WORDS,
    STATES,
    UNFUNDED,
    Narrow,
)
from kiosk.domain.funder_kinds import KINDS
from kiosk.services import places
from kiosk.services.coverage_lists import Wish
from kiosk.web.list_filters import (
    Chip,
    ListFilters,
    area_groups,
    chips_of,
    filled,
    kelurahan_codes,
    with_filters,
)
from kiosk.web.page_context import month_name, occupation_name

PATH, PEOPLE = "/cakupan", "/cakupan/orang"
MONTHS_BACK, MONTHS_AHEAD = 24, 13
FIRST_YEAR, LAST_YEAR = 2014, 2050  # BPJS Ketenagakerjaan began in 2014
NARROWING = ("kecamatan", "kelurahan", "pekerjaan", "sumber")
OF_LIST = ("keadaan", "sampai")
OF_LAPSES = ("kecamatan", "kelurahan", "sumber")  # what /berakhir knows of these


class CoverageFilters:
    """`where` and `month` for the services, `chosen` as in the address, `choices` for the form, `unknown`: what was
    left out. `fields`: what a form sent on of the page it stood in, in place of the address."""

    path = PATH

    def __init__(self, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        kecamatan = filters.one_of("kecamatan", _kecamatan())
        kelurahan = filters.one_of("kelurahan", kelurahan_codes(kecamatan))
        self.asked_month = _month(filters, "bulan")
        self.choices = _choices(kecamatan, self.asked_month)
        self.chosen = {
            "bulan": f"{self.asked_month:%Y-%m}" if self.asked_month else "",
            "kecamatan": kecamatan,
            "kelurahan": kelurahan,
            "pekerjaan": filters.one_of("pekerjaan", dict(self.choices["pekerjaan"])),
            "sumber": filters.one_of("sumber", KINDS),
        }
        self.filters, self.unknown = filters, filters.unknown

    @property
    def month(self) -> date:
        return self.asked_month or first_of_month(today())

    @property
    def where(self) -> Narrow:
        return Narrow(*(self.chosen[name] for name in NARROWING))

    @property
    def narrowed(self) -> bool:
        return any(self.chosen.values())

    def chips(self) -> list[Chip]:
        return chips_of(self.path, self.chosen, self.choices)

    def here(self, **other: str) -> str:
        """The address of this page with `other` filters in place of those of the same name."""
        return with_filters(PATH, self._of_page(), **other)

    def people(self, state: str, **other: str) -> str:
        """The address of the list behind a figure, narrowed as the figure is."""
        return with_filters(PEOPLE, {"keadaan": state, **self._of_page()}, **other)

    def lapses(self, which: str = "") -> str:
        """The list of who is to be called, narrowed as the page is as far as that list knows it."""
        return with_filters("/berakhir", {"daftar": which, **{name: self.chosen[name] for name in OF_LAPSES}})

    def sheet(self) -> str:
        return with_filters(f"{PATH}/ringkasan.xlsx", self._of_page())

    def in_words(self) -> str:
        """The filters in force for a sheet, which is Indonesian whoever takes it; the month is told apart."""
        with force_locale("id"):
            choices = _choices(self.chosen["kecamatan"], self.asked_month)
            chips = chips_of(PATH, {name: self.chosen[name] for name in self._narrowing()}, choices)
            return ", ".join(chip.text for chip in chips)

    def _narrowing(self) -> list[str]:
        """The names of those that narrow the figures."""
        return list(NARROWING)

    def _of_page(self) -> dict[str, str]:
        return {name: value for name, value in self.chosen.items() if name not in OF_LIST}


class PeopleFilters(CoverageFilters):
    """Of a list of people. What its figure does not know is left out of the address: a month where it is of today, a
    kind of money where it is of people."""

    path = PEOPLE

    def __init__(self, fields: Mapping[str, str] | None = None):
        super().__init__(fields)
        self.state = self.filters.one_of("keadaan", STATES) or PROTECTED
        last = _month(self.filters, "sampai") if self.has_end else None
        self.chosen |= {"keadaan": self.state, "sampai": f"{last:%Y-%m}" if last else ""}
        self.choices |= {
            "keadaan": [(code, _(words)) for code, words in STATE_WORDS.items()],
            "sampai": [(self.chosen["sampai"], _("sampai %(month)s", month=month_name(last)))]
            if last
            else [],
        }
        self.last = last

    @property
    def has_end(self) -> bool:
        return self.state in OF_ARREARS or self.state in OF_ENDING

    @property
    def has_month(self) -> bool:
        """Whether the month of the address says anything about this list."""
        return self.state in OF_A_MONTH or self.state == ENROLLED

    @property
    def has_funder(self) -> bool:
        """Whether a kind of money says anything about it: it enrols nobody, and funds nobody without a funder."""
        return self.state not in (ENROLLED, UNFUNDED)

    def _narrowing(self) -> list[str]:
        return [name for name in NARROWING if name != "sumber" or self.has_funder]

    @property
    def wish(self) -> Wish:
        return Wish(self.state, self.where, month=self.month, last=self.last)

    @property
    def this_list(self) -> str:
        return with_filters(PEOPLE, self.chosen)

    @property
    def back(self) -> str:
        """The page of coverage as it was left."""
        return self.here()

    def chips(self) -> list[Chip]:
        """Which list it is, is no filter; nor is a month it does not go by."""
        unused = (
            {"keadaan"}
            | (set() if self.has_month else {"bulan"})
            | (set() if self.has_funder else {"sumber"})
        )
        found = zip(filled(self.chosen), chips_of(self.path, self.chosen, self.choices), strict=True)
        return [chip for name, chip in found if name not in unused]

    @property
    def unfiltered(self) -> str:
        return with_filters(PEOPLE, {"keadaan": self.state, "bulan": self.chosen["bulan"]})


def fields_of(wish: Wish) -> dict[str, str]:
    """As the address of its list has them."""
    months = {"bulan": wish.asked_month if wish.is_of_month else None, "sampai": wish.last}
    said = {name: f"{one:%Y-%m}" if one else "" for name, one in months.items()}
    places = zip(NARROWING, astuple(wish.where), strict=True)
    return {"keadaan": wish.state, **said, **dict(places)}


def _month(filters: ListFilters, name: str) -> date | None:
    """`2026-11`; anything else, or a year nobody keeps, is no filter."""
    text = filters.fields.get(name, "")
    month = _month_of(text)
    if text and month is None:
        filters.unknown.append(name)
    return month


def _month_of(text: str) -> date | None:
    year, _dash, month = text.partition("-")
    if len(text) != 7 or not text.isascii() or not (year + month).isdigit():
        return None
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def _kecamatan() -> dict[str, str]:
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}


def _choices(kecamatan: str, month: date | None) -> dict[str, list]:
    return {
        "bulan": _offered(month, first_of_month(today())),
        "kecamatan": list(_kecamatan().items()),
        "kelurahan": area_groups(kecamatan),
        "pekerjaan": _occupations(),
        "sumber": [(kind, _(words)) for kind, words in KINDS.items()],
    }


def _offered(month: date | None, now: date) -> list[tuple[str, str]]:
    """The months to choose from, the latest first; one that an address names stands among them."""
    months = {add_months(now, step) for step in range(-MONTHS_BACK, MONTHS_AHEAD)} | {month or now}
    return [(f"{one:%Y-%m}", month_name(one)) for one in sorted(months, reverse=True)]


def _occupations() -> list[tuple[str, str]]:
    return [(work.code, occupation_name(work.code)) for work in places.occupations()]
