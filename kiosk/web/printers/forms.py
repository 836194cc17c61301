"""How the printer of a place pulls its paper, as somebody types it after measuring a test page."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import AnyOf

from kiosk.services.printers import FLIPS, PrinterWish
from kiosk.web.printers.fields import MillimetreField

TYPED = {"autocomplete": "off", "spellcheck": "false"}
FLIP_WORDS = {
    "long": _("Sisi panjang: lembar dibalik ke samping, seperti halaman buku"),
    "short": _("Sisi pendek: lembar dibalik ke atas, seperti kalender dinding"),
}


def _distance(label) -> MillimetreField:
    return MillimetreField(label, render_kw=TYPED)


class PrinterForm(FlaskForm):
    usual = BooleanField(_("Ini yang biasa dicetak di sini"))
    flip = RadioField(
        _("Cara printer membalik kertas"),
        choices=[SelectChoice(code, FLIP_WORDS[code]) for code in FLIPS],
        validators=[AnyOf(FLIPS, _("Pilih cara printer ini membalik kertas."))],
        validate_choice=False,
        default=FLIPS[0],
    )
    front_x = _distance(_("Sisi depan, ke kanan (mm)"))
    front_y = _distance(_("Sisi depan, ke bawah (mm)"))
    back_x = _distance(_("Sisi belakang, ke kanan (mm)"))
    back_y = _distance(_("Sisi belakang, ke bawah (mm)"))

    def wish(self, layout: str) -> PrinterWish:
        return PrinterWish(
            layout=layout,
            usual=self.usual.data,
            flip=self.flip.data,
            front_x=self.front_x.data,
            front_y=self.front_y.data,
            back_x=self.back_x.data,
            back_y=self.back_y.data,
        )
