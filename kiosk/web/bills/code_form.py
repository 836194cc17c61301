"""BPJS's kode iuran, as the admin copies it from the portal."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from kiosk.domain.payment_codes import FEWEST, MOST, read_payment_code
from kiosk.domain.rupiah_forms import read_rupiah
from kiosk.services.payment_codes import OVER, is_over
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

UNAIDED = {"autocomplete": "off", "inputmode": "numeric"}


class PaymentCodeForm(FlaskForm):
    client_key = client_key_field()
    code = StringField(
        _("Kode iuran"),
        description=_("Disalin dari portal BPJS Ketenagakerjaan, angka saja."),
        validators=[DataRequired(_("Isi kode iuran dari BPJS Ketenagakerjaan."))],
        render_kw=UNAIDED,
    )
    amount = StringField(
        _("Jumlah menurut BPJS"),
        description=_(
            "Yang diminta BPJS dengan kode ini, misalnya Rp1.680.000. Kosongkan bila tidak tertulis."
        ),
        render_kw=UNAIDED,
    )
    expires_on = DayField(
        _("Berlaku sampai"),
        description=_("Hari terakhir kode ini dapat dibayar. Kosongkan bila tidak tertulis."),
        render_kw=UNAIDED,
    )

    def validate_code(self, field):
        if self.digits is None:
            raise ValidationError(
                gettext(
                    "Kode iuran berisi %(fewest)s sampai %(most)s angka. Salin lagi dari portal BPJS.",
                    fewest=FEWEST,
                    most=MOST,
                )
            )

    def validate_amount(self, field):
        if finding := read_rupiah(field.data).finding:
            raise ValidationError(sentence(finding))

    def validate_expires_on(self, field):
        """Said together with what is wrong with the code; the service asks again when it notes."""
        if is_over(field.day):
            raise ValidationError(gettext(OVER))

    @property
    def digits(self) -> str | None:
        return read_payment_code(self.code.data)

    @property
    def rupiah(self) -> int | None:
        return read_rupiah(self.amount.data).amount
