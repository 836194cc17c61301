"""Why a card is void, in words."""

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services.card_replacements import DAMAGED, DATA_CHANGED, LOST, OTHER

VOID_WORDS = {
    LOST: N_("hilang"),
    DAMAGED: N_("rusak"),
    DATA_CHANGED: N_("datanya berubah"),
    OTHER: N_("alasan lain"),
    "spoiled": N_("gagal saat dicetak"),
}


def void_words(reason: str) -> str:
    """Older rows hold words instead of a code: they show as they are."""
    return _(VOID_WORDS[reason]) if reason in VOID_WORDS else reason
