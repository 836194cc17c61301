"""The filters of the messages, as an address has them, and as a form sends them on."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from kiosk.services.acting import Actor
from kiosk.services.message_pages import Sought, kinds_for, states_for
from kiosk.web.list_filters import ListFilters, area_groups, filled, kelurahan_codes, with_filters
from kiosk.web.messages.words import message_kind

PATH = "/pesan"


class MessageFilters:
    """`sought` for the service, `chosen` as in the address, `unknown`: what was left out; `states`, `kinds` and `areas`
    to choose from, empty where this person has no such choice."""

    def __init__(self, by: Actor, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        self.states, kinds = states_for(by), kinds_for(by)
        self.kinds = [(kind, message_kind(kind)) for kind in kinds]
        self.areas = area_groups() if kinds else []
        self.chosen = {
            "keadaan": filters.one_of("keadaan", self.states),
            "jenis": filters.one_of("jenis", kinds),
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes() if kinds else ()),
        }
        self.unknown = filters.unknown

    @property
    def sought(self) -> Sought:
        return Sought(*self.chosen.values())

    @property
    def narrowed(self) -> bool:
        return bool(self.chosen["jenis"] or self.chosen["kelurahan"])

    def as_field(self, page: int) -> str:
        """For a form that comes back to this page of the list: see fields_in."""
        return urlencode(filled(self.chosen) | ({"hal": str(page)} if page > 1 else {}))

    def in_state(self, code: str) -> str:
        """The address of the list in this state, with the same other filters."""
        return with_filters(PATH, self.chosen, keadaan=code)

    @property
    def unfiltered(self) -> str:
        return with_filters(PATH, {"keadaan": self.chosen["keadaan"]})


def fields_in(field: str) -> dict[str, str]:
    """What a form says of the list it stood in."""
    return dict(parse_qsl(field[:500]))
