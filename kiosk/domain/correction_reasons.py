"""Why what is on record about a person is changed: one of a few reasons, or a short text."""

from collections.abc import Iterable

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


def only_fills(changes: Iterable[tuple[str, object, object]]) -> bool:
    """Whether these changes (field, before, after) fill in what was empty and touch nothing that stood there: then
    nobody asks why. Who lives in no kelurahan of ours lives elsewhere; that is no empty field."""
    changes = list(changes)
    return bool(changes) and all(
        before in (None, "") and field != "kelurahan" for field, before, _after in changes
    )
