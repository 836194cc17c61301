"""A day on which banks do not work, and what it is called."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


class HolidayForm(FlaskForm):
    client_key = client_key_field()
    day = DayField(
        _("Tanggal"),
        description=_("Misalnya 18/2/2027. Sabtu dan Minggu tidak perlu dicatat."),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    name = reason_field(_("Nama hari libur"), missing=_("Tulis nama hari liburnya."))

    def validate_day(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal hari liburnya."))

    def validate_name(self, field):
        if len(field.data or "") > 120:
            raise ValidationError(gettext("Nama hari libur paling banyak 120 huruf."))

    @property
    def asked(self) -> date | None:
        return self.day.day


class TakenOutForm(FlaskForm):
    client_key = client_key_field()
