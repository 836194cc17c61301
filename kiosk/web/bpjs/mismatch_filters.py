"""The filters of the list of mismatches, as its address has them, and as forms offer and send them on."""

from collections.abc import Mapping

from kiosk.domain.bpjs_mismatches import KINDS
from kiosk.services import funders
from kiosk.services.bpjs_mismatch_pages import SETTLED, Sought
from kiosk.web.bpjs.mismatch_words import mismatch_kind
from kiosk.web.list_filters import (
    Chip,
    ListFilters,
    area_groups,
    chips_of,
    filled,
    kelurahan_codes,
    with_filters,
)

PATH = "/bpjs/cocok"
STATE, KIND = "keadaan", "selisih"


class MismatchFilters:
    """`sought` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out.
    `fields`: what a form sent on of the list it stood in, in place of the address."""

    def __init__(self, fields: Mapping[str, str] | None = None):
        filters, payers = ListFilters(fields), funders.all_of_them()
        self.choices = {
            STATE: [],
            KIND: [(kind, mismatch_kind(kind)) for kind in KINDS],
            "penanggung": payers,
            "kelurahan": area_groups(),
        }
        self.chosen = {
            STATE: filters.one_of(STATE, (SETTLED,)),
            KIND: filters.one_of(KIND, KINDS),
            "penanggung": filters.one_of("penanggung", dict(payers)),
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes()),
        }
        self.unknown = filters.unknown

    @property
    def sought(self) -> Sought:
        return Sought(*self.chosen.values())

    @property
    def narrowed(self) -> bool:
        return any(value for name, value in self.chosen.items() if name != STATE)

    def chips(self) -> list[Chip]:
        """Whether settled ones are shown is no filter."""
        found = zip(filled(self.chosen), chips_of(PATH, self.chosen, self.choices), strict=True)
        return [chip for name, chip in found if name != STATE]

    def of_kind(self, kind: str) -> str:
        """The address of the open ones of a kind, with the same other filters."""
        return with_filters(PATH, self.chosen, **{STATE: "", KIND: kind})

    @property
    def settled(self) -> str:
        return with_filters(PATH, self.chosen, **{STATE: SETTLED})

    @property
    def unfiltered(self) -> str:
        return with_filters(PATH, {STATE: self.chosen[STATE]})
