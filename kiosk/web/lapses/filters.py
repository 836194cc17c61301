"""The filters of the lists of who is about to lapse, as an address has them, and as forms offer and send them on."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _

from kiosk.domain.funder_kinds import KINDS
from kiosk.services import lapse_lists, lapse_programmes, places
from kiosk.services.acting import Actor
from kiosk.services.lapse_wishes import CONTACTED, LISTS, NOT_YET, SOON, Wish
from kiosk.web.list_filters import (
    OUTSIDE,
    Chip,
    ListFilters,
    area_groups,
    chips_of,
    filled,
    kelurahan_codes,
    with_filters,
)

PATH = "/berakhir"
OTHERS = "lain"
OF_LIST = ("daftar", "siapa")


class LapseFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out.
    `fields`: what a form sent on of the list it stood in, in place of the address."""

    def __init__(self, by: Actor, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        kecamatan = filters.one_of("kecamatan", _kecamatan())
        kelurahan = filters.one_of("kelurahan", kelurahan_codes(kecamatan))
        siapa = filters.one_of("siapa", (OTHERS,) if by.role == "mitra" else ())
        self.others = by.role == "donatur" or siapa == OTHERS
        self.by, self.choices = by, _choices(by, kecamatan, kelurahan, self.others)
        self.chosen = {
            "daftar": filters.one_of("daftar", LISTS),
            "siapa": siapa,
            "kecamatan": kecamatan,
            "kelurahan": kelurahan,
            "rw": filters.one_of("rw", dict(self.choices["rw"])),
            "pos": filters.one_of("pos", dict(self.choices["pos"])),
            "sumber": filters.one_of("sumber", dict(self.choices["sumber"])),
            "program": filters.one_of("program", dict(self.choices["program"])),
            "dihubungi": filters.one_of("dihubungi", dict(self.choices["dihubungi"])),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> Wish:
        return Wish(
            which=self.chosen["daftar"] or SOON,
            kecamatan=self.chosen["kecamatan"],
            kelurahan=self.chosen["kelurahan"],
            rw=self.chosen["rw"],
            post=self.chosen["pos"],
            funder_kind=self.chosen["sumber"],
            programme=self.chosen["program"],
            contacted=self.chosen["dihubungi"],
            others=self.others,
        )

    def chips(self) -> list[Chip]:
        """Which list it is, and whose, is no filter."""
        found = zip(filled(self.chosen), chips_of(PATH, self.chosen, self.choices), strict=True)
        return [chip for name, chip in found if name not in OF_LIST]

    def of_list(self, which: str, siapa: str = "") -> str:
        """The address of another list with the same filters, as far as it has them."""
        other = {"daftar": "" if which == SOON else which, "siapa": siapa}
        return with_filters(PATH, self.chosen, **other, **({"sumber": ""} if siapa == OTHERS else {}))

    @property
    def unfiltered(self) -> str:
        return with_filters(PATH, {name: self.chosen[name] for name in OF_LIST})

    def in_words(self) -> str:
        """The filters in force for a paper, which is Indonesian whoever prints it."""
        with force_locale("id"):
            choices = _choices(self.by, self.chosen["kecamatan"], self.chosen["kelurahan"], self.others)
            chips = chips_of(PATH, {**self.chosen, **dict.fromkeys(OF_LIST, "")}, choices)
            return ", ".join(chip.text for chip in chips)


def _kecamatan() -> dict[str, str]:
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}


def _choices(by: Actor, kecamatan: str, kelurahan: str, others: bool) -> dict[str, list]:
    """(value, words) for each filter; of kelurahan (kecamatan, such pairs). RW are those of one kelurahan. Who pays for
    `others` is not told, so nobody sorts them by it."""
    inside = by.role in ("petugas", "admin", "auditor")
    return {
        "daftar": [],
        "siapa": [],
        "kecamatan": list(_kecamatan().items()),
        "kelurahan": area_groups(kecamatan),
        "rw": _rws(kelurahan) if inside and kelurahan not in ("", OUTSIDE) else [],
        "pos": _posts(by) if inside else [],
        "sumber": [] if others else [(kind, _(words)) for kind, words in KINDS.items()],
        "program": lapse_programmes.choices(by=by),
        "dihubungi": [(NOT_YET, _("Belum dihubungi")), (CONTACTED, _("Sudah dihubungi"))] if inside else [],
    }


def _rws(kelurahan: str) -> list[tuple[str, str]]:
    return [(rw, f"RW {rw}") for rw in lapse_lists.rws_of(kelurahan)]


def _posts(by: Actor) -> list[tuple[str, str]]:
    if by.role == "petugas":
        return [(post.code, post.name) for post in by.posts]
    return [(post.code, post.name) for post in places.posts()]
