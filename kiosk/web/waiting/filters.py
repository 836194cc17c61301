"""The filters of the waiting list, as its address has them and as its form offers them."""

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.services import places
from kiosk.services.poverty_marks import DECILES, SEES
from kiosk.services.waiting import DAYS, Wish
from kiosk.web.list_filters import Chip, ListFilters, area_groups, chips_of, kelurahan_codes
from kiosk.web.page_context import language, occupation_name

PATH = "/menunggu"
NEWEST, POOREST = "baru", "ekstrem"


class WaitingFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self, role: str):
        """Whoever may not know a decile has no such filter: in the address it is one nobody knows."""
        filters = ListFilters()
        kecamatan = filters.one_of("kecamatan", _kecamatan())
        self.choices = _choices(kecamatan) | {"desil": _deciles() if role in SEES else []}
        self.chosen = {
            "kecamatan": kecamatan,
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes(kecamatan)),
            "pekerjaan": filters.one_of("pekerjaan", places.occupations_by_code()),
            "skema": filters.one_of("skema", dict(self.choices["skema"])),
            "sejak": filters.one_of("sejak", dict(self.choices["sejak"])),
            "desil": filters.one_of("desil", dict(self.choices["desil"])),
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
            poorest=self.chosen["desil"] == POOREST,
            decile=int(self.chosen["desil"]) if self.chosen["desil"].isdigit() else 0,
        )

    @property
    def for_batches(self) -> dict[str, str]:
        """What a batch can be filled by too: where people live, and what they do."""
        return {name: self.chosen[name] for name in ("kecamatan", "kelurahan", "pekerjaan")}

    def chips(self) -> list[Chip]:
        return chips_of(PATH, self.chosen, self.choices)


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


def _deciles() -> list[tuple[str, str]]:
    within = [
        (str(one), _("Desil 1 sampai %(last)s", last=one) if one > 1 else _("Desil 1")) for one in DECILES
    ]
    return [(POOREST, _("Miskin ekstrem")), *within]


def _days(days: int) -> str:
    return ngettext("%(num)s hari atau lebih", "%(num)s hari atau lebih", days)


def _in_language(text: str, english: str) -> str:
    return text if language() == "id" else english
