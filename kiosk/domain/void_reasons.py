"""Why a card is void: the codes that are kept, and their words."""

from kiosk.domain.words import N_

LOST, DAMAGED, DATA_CHANGED, OTHER, SPOILED = "lost", "damaged", "data_changed", "other", "spoiled"
WORDS = {
    LOST: N_("hilang"),
    DAMAGED: N_("rusak"),
    DATA_CHANGED: N_("datanya berubah"),
    OTHER: N_("alasan lain"),
    SPOILED: N_("gagal cetak"),
}


def void_words(reason: str) -> str:
    """Indonesian. Older rows hold words instead of a code: they show as they are."""
    return WORDS.get(reason, reason)
