"""The filter of the print log: the state of a run, as its address and its page name it."""

from flask_babel import lazy_gettext as _

from kiosk.services.print_run_lookup import ASKED, CANCELLED, CONFIRMED, READY
from kiosk.web.list_filters import ListFilters

STATES = {
    "menunggu-hasil": (READY, _("Menunggu hasil cetak")),
    "sedang-dibuat": (ASKED, _("Sedang dibuat")),
    "selesai": (CONFIRMED, _("Sudah dicetak")),
    "tidak-dicetak": (CANCELLED, _("Tidak dicetak")),
}


class LogFilters:
    """`chosen` as in the address, `state` as the service knows it, `choices` for the form."""

    def __init__(self):
        filters = ListFilters()
        self.chosen = filters.one_of("keadaan", STATES)
        self.state = STATES[self.chosen][0] if self.chosen else ""
        self.unknown = filters.unknown

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(value, str(words)) for value, (_state, words) in STATES.items()]
