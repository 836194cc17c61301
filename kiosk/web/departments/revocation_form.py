"""How a department ends a mandate: why, when that happened, and the first day without it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import AnyOf, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kiosk.domain.mandates import EVENTS, REVOCATIONS
from kiosk.services.acting import Refused
from kiosk.services.mandate_revocation_days import department_day, event_day
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field
from kiosk.web.sent import said

UNAIDED = {"autocomplete": "off"}


class RevocationForm(FlaskForm):
    """Sent the first time it shows what would follow; with that before one's eyes it is sent again, ticked. `others`
    are the donor's other mandates, which end with this one where the reason is one of domain/mandates.EVENTS."""

    client_key = client_key_field()
    why = RadioField(
        _("Sebab"),
        choices=[SelectChoice(code, _(words)) for code, words in REVOCATIONS.items()],
        validators=[AnyOf(list(REVOCATIONS), _("Pilih sebab pencabutannya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    event_on = DayField(
        _("Hari kejadiannya"),
        description=_(
            "Hari meninggal, pindah, atau mulai pensiun, misalnya 17/11/2026. Kosongkan bila belum diketahui."
        ),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    on = DayField(
        _("Hari pertama tanpa surat kuasa"),
        description=_("Hari ini, atau tanggal 1 suatu bulan, misalnya 1/12/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    note = note_field(_("Catatan"))
    others = SelectMultipleField(
        _("Juga untuk surat kuasa lainnya"),
        description=_("Dicabut bersama bila orangnya pensiun, pindah, atau meninggal."),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sure = BooleanField(_("Akibatnya sudah saya baca, dan surat kuasa ini dicabut"), render_kw=UNAIDED)

    def __init__(self, *args, mandate, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.mandate = mandate
        self.others.choices = [(one.no, one.no) for one in others]
        if not self.is_submitted():
            self.others.data = [one.no for one in others]

    def validate_event_on(self, field):
        if field.day and self.why.data in REVOCATIONS and self.why.data not in EVENTS:
            raise ValidationError(gettext("Hanya untuk pensiun, pindah, atau meninggal. Kosongkan."))
        _say(lambda: event_day(field.day, self.why.data, self.mandate))

    def validate_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi hari pertama tanpa surat kuasa."))
        _say(lambda: department_day(field.day))

    def validate_sure(self, field):
        if not field.data and self.why.data in REVOCATIONS and self.has_days:
            raise ValidationError(gettext("Baca dulu akibatnya di bawah ini, lalu tandai."))

    @property
    def has_days(self) -> bool:
        return bool(self.on.day) and not (self.on.errors or self.event_on.errors)

    @property
    def with_others(self) -> list[str]:
        """The numbers of the mandates that are revoked together with this one."""
        known = [no for no, _words in self.others.choices]
        return [no for no in self.others.data or () if no in known] if self.why.data in EVENTS else []


def _say(judge) -> None:
    try:
        judge()
    except Refused as refusal:
        raise ValidationError(said(refusal)) from refusal
