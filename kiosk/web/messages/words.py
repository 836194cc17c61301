"""Messages in words: what they are about, what became of them."""

from flask_babel import gettext as _

from kiosk.domain.words import N_

KINDS = {
    "started": N_("Mulai terlindungi"),
    "ending": N_("Segera berakhir"),
    "lapsed": N_("Menunggak"),
    "ended": N_("Berakhir"),
    "revoked": N_("Tidak jadi ditanggung"),
    "digest": N_("Ringkasan hari itu"),
    "released": N_("Bulan dilepas"),
}
STATES = {
    "queued": N_("Menunggu dikirim"),
    "sending": N_("Sedang dikirim"),
    "sent": N_("Terkirim"),
    "failed": N_("Gagal"),
    "by_hand": N_("Perlu disampaikan"),
    "done": N_("Sudah disampaikan"),
    "stale": N_("Tidak perlu lagi"),
}
# Shapes and colours that components/state.html knows.
LOOKS = {
    "queued": "waiting", "sending": "waiting", "sent": "ready", "failed": "wrong", "by_hand": "funded", "done": "ready",
    "stale": "ended", "started": "protected", "ending": "funded", "lapsed": "arrears", "ended": "ended",
    "revoked": "waiting", "digest": "waiting", "released": "funded",
}  # fmt: skip


def message_kind(code: str) -> str:
    return _(KINDS[code])


def message_state(code: str) -> str:
    return _(STATES[code])


def message_look(code: str) -> str:
    return LOOKS[code]


def message_fault(error: str) -> str:
    """Our own sentences in the reader's language, what a mail server said as it said it."""
    return _(error) if error else ""
