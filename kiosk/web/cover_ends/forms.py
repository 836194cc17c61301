"""Why somebody's cover ends and on which day; then, on the page that shows what follows, that it has been read."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.services.cover_ends import DIED, STOPPED
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}


class CoverEndForm(FlaskForm):
    """`seen` is the mark of what was shown, empty while nothing was; `sure` is asked for together with it."""

    client_key = client_key_field()
    why = RadioField(
        _("Apa yang terjadi"),
        choices=[
            SelectChoice(DIED, _("Orangnya meninggal dunia")),
            SelectChoice(STOPPED, _("Orangnya tidak bekerja lagi, atau tidak lagi perlu ditanggung")),
        ],
        validators=[AnyOf((DIED, STOPPED), _("Pilih apa yang terjadi."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    last_day = DayField(
        _("Hari terakhir"),
        description=_("Hari wafatnya, atau hari terakhir ia bekerja. Contoh: 21/11/2026"),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    seen = HiddenField(default="", validators=[Length(max=64)])
    sure = BooleanField(_("Semua ini sudah saya baca, dan memang demikian"), render_kw=UNAIDED)

    begun = BooleanField(
        _(
            "Bulan yang sudah berjalan dan dikonfirmasi BPJS itu memang harus dilepas: hari wafatnya sudah diperiksa"
        ),
        render_kw=UNAIDED,
    )

    def validate_last_day(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi hari terakhirnya, seperti 21/11/2026."))

    def validate_sure(self, field):
        if self.seen.data and not field.data:
            raise ValidationError(gettext("Baca dulu akibatnya, lalu tandai bila memang demikian."))

    def require_begun_read(self) -> bool:
        """Months in force have a tick of their own."""
        if not self.begun.data:
            missing = gettext("Periksa lagi hari wafatnya, lalu tandai bila bulan-bulan itu memang dilepas.")
            self.begun.errors = [missing]
        return self.begun.data

    @property
    def day(self) -> date:
        """Of a form that was found right."""
        return self.last_day.day


class DeathTakenBackForm(FlaskForm):
    client_key = client_key_field()
    reason = reason_field(
        _("Alasan"),
        missing=_("Tulis mengapa catatan ini keliru."),
        description=_("Misalnya: tercatat pada orang yang salah; orangnya datang sendiri ke pos."),
    )
