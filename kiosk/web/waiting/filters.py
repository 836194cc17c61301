"""The filters of the waiting list, as its address has them and as its form offers them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.services import places
from kiosk.services.waiting import DAYS, Wish
from kiosk.web.list_filters import ListFilters, area_groups, kelurahan_codes, with_filters
from kiosk.web.page_context import language, occupation_name

PATH = "/menunggu"
NEWEST = "baru"


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address of the list without it."""

    text: str
    without: str


class WaitingFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self):
        filters = ListFilters()
        kecamatan = filters.one_of("kecamatan", _kecamatan())
        self.choices = _choices(kecamatan)
        self.chosen = {
            "kecamatan": kecamatan,
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes(kecamatan)),
            "pekerjaan": filters.one_of("pekerjaan", places.occupations_by_code()),
            "skema": filters.one_of("skema", dict(self.choices["skema"])),
            "sejak": filters.one_of("sejak", dict(self.choices["sejak"])),
            "urut": filters.one_of("urut", dict(self.choices["urut"])),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> Wish:
        return Wish(
            kecamatan=self.chosen["kecamatan"],
            kelurahan=self.chosen["kelurahan"],
            occupation=self.chosen["pekerjaan"],
            scheme=self.chosen["skema"],
            days=int(self.chosen["sejak"] or 0),
            newest_first=self.chosen["urut"] == NEWEST,
        )

    def chips(self) -> list[Chip]:
        """In the order of the form; the order of the list is no filter."""
        words = {name: dict(_flat(choices)) for name, choices in self.choices.items()}
        return [
            Chip(words[name][value], with_filters(PATH, self.chosen, **{name: ""}))
            for name, value in self.chosen.items()
            if value and name != "urut"
        ]


def _kecamatan() -> dict[str, str]:
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}


def _choices(kecamatan: str) -> dict[str, list]:
    """(value, words) for each filter; of kelurahan (kecamatan, such pairs)."""
    works = [(work.code, occupation_name(work.code)) for work in places.occupations()]
    return {
        "kecamatan": list(_kecamatan().items()),
        "kelurahan": area_groups(kecamatan),
        "pekerjaan": sorted(works, key=lambda work: work[1]),
        "skema": [(row.code, _in_language(row.name, row.name_en)) for row in places.schemes()],
        "sejak": [(str(days), _days(days)) for days in DAYS],
        "urut": [(NEWEST, _("Paling baru dulu"))],
    }


def _days(days: int) -> str:
    return ngettext("%(num)s hari atau lebih", "%(num)s hari atau lebih", days)


def _in_language(text: str, english: str) -> str:
    return text if language() == "id" else english


def _flat(choices: list) -> list[tuple[str, str]]:
    """Groups opened."""
    return [
        pair for value, words in choices for pair in (words if isinstance(words, list) else [(value, words)])
    ]
