"""Why birth date or sex on the KTP may differ from what the NIK says (DOMAIN 3.1: warn and ask, never block)."""

from kiosk.domain.words import N_

AS_WRITTEN, MENDED, TO_FOLLOW = "ktp", "dibetulkan", "menyusul"

KTP_REASONS = {
    AS_WRITTEN: N_("Begitu tertulis pada KTP"),
    MENDED: N_("Pernah dibetulkan di Dukcapil"),
    TO_FOLLOW: N_("Belum jelas, KTP menyusul"),
}


def is_settled(reason: str | None) -> bool:
    """Whether the difference is explained; "menyusul" leaves it open until somebody has seen the KTP."""
    return reason in (AS_WRITTEN, MENDED)
