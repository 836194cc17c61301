"""How far a month of a programme is, in words and in addresses."""

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services.programme_months import BILLED, EFFECTIVE, PAID, PLANNED, UNBILLED

# In the order of a month's way; the code stands in addresses.
STAGES = {
    "dijanjikan": (PLANNED, N_("Dijanjikan")),
    "belum-ditagih": (UNBILLED, N_("Belum ditagih")),
    "ditagih": (BILLED, N_("Ditagih")),
    "dibayar": (PAID, N_("Dibayar")),
    "berlaku": (EFFECTIVE, N_("Berlaku di BPJS")),
}


def stage_words(code: str) -> str:
    return _(STAGES[code][1])


def stage_of(code: str) -> str:
    """The service's name of it; none where the filter is not used."""
    return STAGES[code][0] if code else ""
