"""States of bills and payments in words."""

from flask_babel import gettext as _

from kiosk.domain.release_reasons import for_companies, release_words
from kiosk.domain.words import N_
from kiosk.web.access import actor

BILL_STATES = {
    "no_code": N_("Menunggu kode iuran"),
    "open": N_("Belum dibayar"),
    "part": N_("Dibayar sebagian"),
    "paid": N_("Lunas"),
    "part_released": N_("Sebagian dibayar, sisanya dilepas"),
    "run_out": N_("Lewat waktu, bulannya dilepas"),
    "all_left": N_("Semua orangnya dilepas sebelum dibayar"),
    "cancelled": N_("Dibatalkan"),
}
MONTH_STATES = {"paid": N_("Dibayar"), "open": N_("Belum dibayar"), "released": N_("Dilepas")}
PAYMENT_STATES = {
    "told": N_("Menunggu konfirmasi"),
    "confirmed": N_("Diterima"),
    "refused": N_("Ditolak"),
    "reversed": N_("Dibalik"),
}
CREDIT_WHY = {
    "over": N_("lebih dari yang ditagih"),
    "taken": N_("bulannya sudah ada penanggung lain"),
    "released": N_("bulan yang dibayar dilepas"),
    "reversed": N_("pembayaran bulan dibalik"),
    "used": N_("dipakai untuk bulan lain"),
    "cancelled": N_("seluruh pembayaran dibalik"),
    "joined": N_("digabung dengan pembayaran lain"),
    "refunded": N_("dikembalikan kepada donatur"),
}
OTHER_CREDIT = N_("sebab lain")
# Shapes and colours that components/state.html knows.
LOOKS = {
    "open": "waiting", "told": "funded", "part": "funded", "paid": "protected", "confirmed": "protected",
    "part_released": "ended", "run_out": "ended", "all_left": "ended", "cancelled": "ended", "refused": "wrong",
    "reversed": "ended", "released": "ended",
}  # fmt: skip


def bill_state(code: str) -> str:
    return _(BILL_STATES[code])


def billed_month_state(code: str) -> str:
    return _(MONTH_STATES[code])


def payment_state(code: str) -> str:
    return _(PAYMENT_STATES[code])


def released_why(code: str) -> str:
    """In the measure the reader may know it."""
    return _(for_companies(code) if actor().role == "mitra" else release_words(code))


def credit_why(code: str) -> str:
    return _(CREDIT_WHY.get(code, OTHER_CREDIT))


def money_look(code: str) -> str:
    return LOOKS.get(code, code)
