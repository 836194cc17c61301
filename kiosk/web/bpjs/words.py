"""States of submissions and of their lines, in words."""

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services.bpjs_submission_lookup import WITHOUT_KPJ

SUBMISSION_STATES = {
    "made": N_("Belum dikirim"),
    "waiting": N_("Menunggu jawaban BPJS"),
    "answered": N_("Sudah dijawab semua"),
    "cancelled": N_("Dibatalkan"),
}
LINE_STATES = {
    "asked": N_("Menunggu jawaban"),
    "accepted": N_("Diterima BPJS"),
    "rejected": N_("Ditolak BPJS"),
    "dropped": N_("Dicabut"),
    WITHOUT_KPJ: N_("Diterima, KPJ belum ada"),
}
NO_LONGER = N_("Tidak diajukan lagi")
# Shapes and colours that components/state.html knows.
LOOKS = {
    "made": "waiting", "waiting": "funded", "answered": "protected", "cancelled": "ended",
    "asked": "funded", "accepted": "protected", "rejected": "wrong", "dropped": "ended",
}  # fmt: skip


def submission_state(code: str) -> str:
    return _(SUBMISSION_STATES[code])


def asked_line_state(code: str, submission: str = "") -> str:
    """`submission` is the state of the whole: before it is sent nobody waits for BPJS, and once it is cancelled nobody
    says any more who was taken out of it singly."""
    if (code, submission) == ("asked", "made"):
        return submission_state("made")
    if (code, submission) == ("dropped", "cancelled"):
        return _(NO_LONGER)
    return _(LINE_STATES[code])


def submission_look(code: str) -> str:
    return LOOKS.get(code, code)
