"""What cards are printed on, in words."""

from flask_babel import lazy_gettext as _

LAYOUT_WORDS = {
    "cr80": _("Kartu CR80, satu per satu di printer kartu"),
    "a4": _("Kertas A4, sepuluh kartu per lembar untuk digunting"),
}
