"""A programme is closed and opened again, a month of it billed, by a press."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

MOST_DIGITS = 15


class PressForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class BillForm(PressForm):
    """`amount`: the sum that was read before the press."""

    amount = HiddenField()

    @property
    def read_amount(self) -> int | None:
        text = self.amount.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


class CloseForm(PressForm):
    why = reason_field(_("Alasan menutup"), missing=_("Tulis mengapa program ini ditutup."))
