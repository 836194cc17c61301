"""The filters of the list of accidents and deaths, as its address has them and as its form offers them."""

from flask_babel import gettext as _

from kiosk.domain import claim_words
from kiosk.services import claim_lists, places
from kiosk.services.claim_lists import ClaimWishes
from kiosk.web.list_filters import Chip, ListFilters, chips_of

PATH = "/klaim"


class ClaimFilters:
    """`wishes` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self):
        filters = ListFilters()
        self.choices = _choices()
        self.chosen = {name: filters.one_of(name, dict(offered)) for name, offered in self.choices.items()}
        self.unknown = filters.unknown

    @property
    def wishes(self) -> ClaimWishes:
        chosen = self.chosen
        return ClaimWishes(state=chosen["keadaan"], kind=chosen["jenis"], kecamatan=chosen["kecamatan"])

    def chips(self) -> list[Chip]:
        return chips_of(PATH, self.chosen, self.choices)


def _choices() -> dict[str, list[tuple[str, str]]]:
    groups = [
        (claim_lists.UNTOLD, _("Kecelakaan belum dilaporkan ke BPJS")),
        (claim_lists.OPEN, _("Masih berjalan")),
        (claim_lists.CLOSED, _("Selesai, ditolak, atau ditutup")),
    ]
    states = [(code, _(words)) for code, words in claim_words.STATES.items()]
    areas = {area.kecamatan_code: area.kecamatan for area in places.areas()}
    return {
        "keadaan": groups + states,
        "jenis": [(code, _(words)) for code, words in claim_words.KINDS.items()],
        "kecamatan": list(areas.items()),
    }
