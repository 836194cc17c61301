"""A submission is made by a press, sent on a day, taken back with a reason."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from kiosk.services.bpjs_submissions import NOT_YET
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


class SubmissionForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class SentForm(FlaskForm):
    client_key = client_key_field()
    sent_on = DayField(
        _("Hari diserahkan kepada BPJS"),
        description=_("Contoh: 21/11/2026"),
        default=lambda: f"{today():%d/%m/%Y}",
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )

    @classmethod
    def of(cls, day: date | None) -> "SentForm":
        """With the day that is known, or today; nothing of what the browser sent."""
        known = {"sent_on": f"{day:%d/%m/%Y}"} if day else {}
        return cls(formdata=None, **known)

    def validate_sent_on(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi hari daftar ini diserahkan kepada BPJS, seperti 21/11/2026."))
        if field.day > today():
            raise ValidationError(gettext(NOT_YET) % {"day": long_date(field.day)})


class CancelSubmissionForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa pengajuan ini dibatalkan."))
