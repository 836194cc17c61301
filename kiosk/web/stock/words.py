"""What the codes of the stock book say."""

from flask_babel import gettext as _

from kiosk.domain.words import N_

ITEMS = {"cr80": N_("Kartu CR80 kosong"), "a4": N_("Lembar kertas A4")}
KINDS = {
    "in": N_("Stok masuk"),
    "out": N_("Stok keluar"),
    "spoiled": N_("Rusak"),
    "counted": N_("Hasil hitung rak"),
}


def item_words(code: str) -> str:
    return _(ITEMS[code])


def kind_words(code: str) -> str:
    return _(KINDS[code])
