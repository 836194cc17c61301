"""BPJS's receipt for a bill, as the admin copies it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from kiosk.domain.bpjs_receipts import FEWEST, MOST, read_receipt_number
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off", "inputmode": "numeric"}


class ReceiptForm(FlaskForm):
    client_key = client_key_field()
    receipt_no = StringField(
        _("Nomor bukti penerimaan"),
        description=_(
            "Disalin dari bukti BPJS Ketenagakerjaan, angka saja. Periksa dulu: nomornya tidak dapat diubah."
        ),
        validators=[DataRequired(_("Isi nomor bukti penerimaan dari BPJS Ketenagakerjaan."))],
        render_kw=UNAIDED,
    )
    received_on = DayField(
        _("Tanggal diterima BPJS"),
        description=_("Yang tertulis pada buktinya, misalnya 21/11/2026."),
        render_kw=UNAIDED,
    )

    def validate_receipt_no(self, field):
        if self.digits is None:
            raise ValidationError(
                gettext(
                    "Nomor bukti berisi %(fewest)s sampai %(most)s angka. Salin lagi dari buktinya.",
                    fewest=FEWEST,
                    most=MOST,
                )
            )

    def validate_received_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal BPJS menerima uangnya."))

    @property
    def digits(self) -> str | None:
        return read_receipt_number(self.receipt_no.data)
