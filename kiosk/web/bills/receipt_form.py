"""BPJS's receipt for a bill, as the admin copies it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from kiosk.domain.bpjs_receipts import FEWEST, MOST, holds_a_nik, read_receipt_number
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}


class ReceiptForm(FlaskForm):
    client_key = client_key_field()
    receipt_no = StringField(
        _("Nomor bukti penerimaan"),
        description=_(
            "Disalin apa adanya dari bukti BPJS Ketenagakerjaan, misalnya 261122007712 atau EPS/2026/11-0042. Periksa "
            "dulu: nomornya tidak dapat diubah."
        ),
        validators=[
            DataRequired(_("Isi nomor bukti penerimaan dari BPJS Ketenagakerjaan.")),
            no_card_code,
        ],
        render_kw=UNAIDED | {"autocapitalize": "characters"},
    )
    received_on = DayField(
        _("Tanggal diterima BPJS"),
        description=_("Yang tertulis pada buktinya, misalnya 21/11/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )

    def validate_receipt_no(self, field):
        if self.number is None:
            raise ValidationError(
                gettext(
                    "Nomor bukti berisi %(fewest)s sampai %(most)s huruf dan angka, paling sedikit satu angka; selain "
                    "itu hanya tanda hubung, garis miring, titik, dan spasi. Salin lagi dari buktinya.",
                    fewest=FEWEST,
                    most=MOST,
                )
            )
        if holds_a_nik(self.number):
            raise ValidationError(
                gettext(
                    "Nomor ini terbaca seperti NIK seseorang, yang tidak boleh disimpan terbuka. Salin nomor bukti "
                    "penerimaan dari BPJS."
                )
            )

    def validate_received_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal BPJS menerima uangnya."))

    @property
    def number(self) -> str | None:
        return read_receipt_number(self.receipt_no.data)
