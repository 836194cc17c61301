"""Forms of the debit: a month is begun, a run is pressed on, a line is looked for."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.web.debits.run_asked_for import month_in
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


class BuildForm(FlaskForm):
    client_key = client_key_field()
    month = HiddenField()

    def validate_month(self, field):
        if self.asked is None:
            raise ValidationError(
                gettext(
                    "Bulan yang akan didebet tidak dikenali. Muat ulang halaman ini, lalu tekan sekali lagi."
                )
            )

    @property
    def asked(self) -> date | None:
        return month_in(self.month.data or "")


class PressForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class DropForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa debet ini dibatalkan."))


class BreakSealForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa segelnya dibuka."))


class RefusedByBankForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(
        _("Alasan dari bank"),
        missing=_("Tulis alasan bank menolak berkas ini."),
        description=_("Seperti yang disampaikan bank, tanpa nomor rekening."),
    )
    sure = BooleanField(_("Ya, bank tidak mendebet satu baris pun dari berkas ini."))

    def validate_sure(self, field):
        if not field.data:
            raise ValidationError(
                gettext(
                    "Tandai kotak ini bila bank memang menolak seluruh berkas dan tidak mendebet siapa pun."
                )
            )


class FindLineForm(FlaskForm):
    """By POST: whatever somebody types stands in no address."""

    cari = StringField(
        _("Cari baris"),
        description=_("Nomor surat kuasa, atau referensi baris."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nomor surat kuasa atau referensi baris yang dicari.")),
            Length(max=40, message=_("Paling banyak %(most)s huruf.", most=40)),
            no_long_number,
        ],
        render_kw={"autocomplete": "off"},
    )
