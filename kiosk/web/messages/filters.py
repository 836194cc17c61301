"""The filters of the messages, as an address has them, and as a form sends them on."""

from collections.abc import Mapping

from kiosk.services.acting import Actor
from kiosk.services.message_pages import Sought, kinds_for, states_for
from kiosk.web.list_filters import ListFilters, area_groups, kelurahan_codes, with_filters
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

    def in_state(self, code: str) -> str:
        """The address of the list in this state, with the same other filters."""
        return with_filters(PATH, self.chosen, keadaan=code)

    @property
    def unfiltered(self) -> str:
        return with_filters(PATH, {"keadaan": self.chosen["keadaan"]})
