"""What was over of a debit went back to its donor: under which reference, on which day."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from kiosk.services.payment_facts import clean_reference
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}


class RefundForm(FlaskForm):
    client_key = client_key_field()
    reference = StringField(
        _("Nomor referensi"),
        description=_("Nomor transaksi bank dari uang yang dikirim kembali."),
        filters=[lambda text: clean_reference(text or "")],
        validators=[
            DataRequired(_("Isi nomor referensi pengembaliannya.")),
            Length(max=60, message=_("Nomor referensi paling banyak 60 huruf.")),
            Regexp(r"^[^<>\x00-\x1f]*$", message=_("Nomor referensi berisi huruf dan angka saja.")),
            no_card_code,
        ],
        render_kw=UNAIDED | {"autocapitalize": "characters"},
    )
    paid_on = DayField(
        _("Tanggal dikembalikan"),
        description=_("Hari uang dikirim, misalnya 21/11/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )

    def validate_paid_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal uang dikirim kembali."))

    @property
    def day(self) -> date | None:
        return self.paid_on.day
