"""Where and what work: the filters of the list a donor picks from, as its address has them."""

from collections.abc import Mapping

from kiosk.services import places, pledges
from kiosk.services.pledge_picks import PickWish
from kiosk.web.list_filters import Chip, ListFilters, area_groups, chips_of, filled, kelurahan_codes
from kiosk.web.page_context import occupation_name

PATH = "/asn/daftar/pekerja/pilih"


class PickFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self, fields: Mapping[str, str]):
        filters = ListFilters(fields)
        kecamatan = filters.one_of("kecamatan", kecamatan_names())
        self.choices = {
            "kecamatan": list(kecamatan_names().items()),
            "kelurahan": area_groups(kecamatan) if kecamatan else [],
            "pekerjaan": sorted(
                ((code, occupation_name(code)) for code in pledges.admitted()), key=lambda work: work[1]
            ),
        }
        self.chosen = {
            "kecamatan": kecamatan,
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes(kecamatan)),
            "pekerjaan": filters.one_of("pekerjaan", pledges.admitted()),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> PickWish:
        return PickWish(self.chosen["kecamatan"], self.chosen["kelurahan"], self.chosen["pekerjaan"])

    @property
    def as_address(self) -> dict[str, str]:
        return filled(self.chosen)

    def chips(self) -> list[Chip]:
        return [
            chip
            for chip in chips_of(PATH, self.chosen, self.choices | {"ganti": []})
            if chip.text != self.chosen.get("ganti")
        ]


def kecamatan_names() -> dict[str, str]:
    """By code."""
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}
