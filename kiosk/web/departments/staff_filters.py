"""Whom of the staff a list shows, as its address says: `?cari=` a name, `?opd=` a department of the city, `?status=`,
`?ikut=` who has joined or not."""

from dataclasses import dataclass

from kiosk.domain.asn_statuses import WORDS
from kiosk.services.participation_places import Place
from kiosk.services.participation_staff import Wish, departments_with_staff
from kiosk.web.foster.words import status_words
from kiosk.web.list_filters import ListFilters

LONGEST_NAME = 60
JOINED = {"sudah": True, "belum": False}


@dataclass(frozen=True)
class StaffFilters:
    """`departments` and `statuses` are (code, words) to choose from, `unknown` the names of filters that are none."""

    wish: Wish
    departments: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    unknown: list[str]

    @property
    def narrowed(self) -> bool:
        return self.wish != Wish(joined=self.wish.joined)


def staff_filters(place: Place, *, joined: bool | None = None) -> StaffFilters:
    """With `joined` the list itself says whom it is about, otherwise the address may."""
    fields = ListFilters()
    departments = departments_with_staff() if place.is_city else []
    if joined is None:
        joined = JOINED.get(fields.one_of("ikut", JOINED))
    wish = Wish(
        name=" ".join(fields.fields.get("cari", "").split())[:LONGEST_NAME],
        opd=fields.one_of("opd", dict(departments)),
        status=fields.one_of("status", WORDS),
        joined=joined,
    )
    statuses = [(code, status_words(code)) for code in WORDS]
    return StaffFilters(wish, departments, statuses, fields.unknown)
