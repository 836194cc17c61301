"""Why what is on record about a person is changed: one of a few reasons, or a short text."""

from kiosk.domain.words import N_

OTHER = "other"
LONGEST = 200

CORRECTION_REASONS = {
    "mistyped": N_("Salah ketik"),
    "ktp_changed": N_("Data di KTP berubah"),
    "moved": N_("Pindah alamat"),
    "work_changed": N_("Ganti pekerjaan"),
    "wished": N_("Permintaan orangnya"),
    OTHER: N_("Lain"),
}


def reason_words(reason: str) -> str:
    """What is kept is a code, or the text that somebody wrote; Indonesian source text, to be translated by web."""
    return CORRECTION_REASONS.get(reason, reason)
