"""What is written into the stock book of a post, and which entry is taken back."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, Regexp, ValidationError

from kiosk.domain.digits import plain
from kiosk.services.card_stock import ITEMS, KINDS
from kiosk.services.card_stock_entries import Movement
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field
from kiosk.web.stock import words

WHOLE = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,9}", re.ASCII)
UNAIDED = {"autocomplete": "off"}
IN_FULL = {
    "in": _("Masuk, misalnya kiriman dari Disnaker"),
    "out": _("Keluar, misalnya dipinjamkan ke pos lain"),
    "spoiled": _("Rusak di luar cetakan"),
    "counted": _("Hasil hitung: jumlah yang benar-benar ada di rak"),
}


class MovementForm(FlaskForm):
    client_key = client_key_field()
    kind = RadioField(
        _("Yang terjadi"),
        choices=[SelectChoice(code, text) for code, text in IN_FULL.items()],
        validators=[AnyOf(KINDS, _("Pilih apa yang terjadi: masuk, keluar, rusak, atau hasil hitung."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    item = RadioField(
        _("Barang"),
        choices=[SelectChoice(code, _(text)) for code, text in words.ITEMS.items()],
        default=ITEMS[0],
        validators=[AnyOf(ITEMS, _("Pilih barangnya: kartu CR80 kosong atau lembar kertas A4."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    count = StringField(
        _("Jumlah"),
        description=_("Angka bulat. Pada hasil hitung, isi semua yang ada di rak."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    note = note_field(
        _("Catatan"),
        longest=150,
        description=_("Perlu bila keluar: ke pos mana. Jangan tulis NIK atau nomor HP."),
    )
    is_meant = BooleanField(_("Ya, catat juga"), render_kw=UNAIDED)
    asks = False  # whether the page shows that tick

    def validate_count(self, field):
        if self.number is None:
            raise ValidationError(gettext("Isi jumlahnya dengan angka bulat, misalnya 50."))

    @property
    def number(self) -> int | None:
        """`50`, `1.000` and `1 000`; None for anything else."""
        written = plain(self.count.data)
        return int(re.sub(r"[. ]", "", written)) if WHOLE.fullmatch(written) else None

    def movement(self) -> Movement:
        return Movement(item=self.item.data, kind=self.kind.data, count=self.number, note=self.note.data)


class UndoForm(FlaskForm):
    """`undo` is the id of an entry; in a list each has a key of its own, made of the page's and that id."""

    client_key = client_key_field()
    undo = HiddenField(
        validators=[Regexp(r"^[0-9]{1,9}$", message=_("Pilih catatan yang dibatalkan dari daftar."))]
    )
