"""What is copied from a paper form after a power cut: the day that stands on it."""

from datetime import date, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from kiosk.domain.clock import today
from kiosk.services import settings
from kiosk.web.day_field import DayField
from kiosk.web.page_context import long_date


def day_on_paper_is_possible(form, field) -> None:
    """Not ahead of us, and not longer ago than `paper_form_days`."""
    if not field.day:
        return
    earliest = today() - timedelta(days=settings.whole("paper_form_days"))
    if field.day > today():
        raise ValidationError(gettext("Tanggal ini belum tiba. Tulis tanggal yang ada di formulir kertas."))
    if field.day < earliest:
        raise ValidationError(
            gettext(
                "Formulir kertas disalin paling lambat %(days)s hari kemudian, jadi paling awal %(day)s. Minta "
                "orangnya mengisi formulir baru.",
                days=settings.setting("paper_form_days"),
                day=long_date(earliest),
            )
        )


class LateFields:
    """Mixed into the enrolment form."""

    enrolled_on = DayField(
        _("Tanggal di formulir kertas"),
        validators=[day_on_paper_is_possible],
        description=_(
            "Contoh: 12/11/2026. Kosongkan bila orangnya didaftarkan sekarang juga. Tulis nomor lembarnya pada "
            "catatan persetujuan."
        ),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    @property
    def paper_day(self) -> date | None:
        """The day on the paper form; None for today's too. Call after validate()."""
        day = self.enrolled_on.day
        return day if day != today() else None
