"""What Disnaker decided about somebody under the minimum age."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.domain.clock import today
from kiosk.domain.names import clean_name
from kiosk.services.approvals import Decision
from kiosk.web.day_field import DayField
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

YES, NO = "yes", "no"
UNAIDED = {"autocomplete": "off"}


class DecisionForm(FlaskForm):
    client_key = client_key_field()
    decision = RadioField(
        _("Keputusan Disnaker"),
        choices=[SelectChoice(YES, _("Setuju")), SelectChoice(NO, _("Tidak setuju"))],
        validators=[AnyOf((YES, NO), _("Pilih setuju atau tidak setuju."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    letter_no = StringField(
        _("Nomor surat"),
        filters=[clean_name],
        description=_("Perlu bila setuju."),
        validators=[Length(max=80, message=_("Nomor surat paling banyak 80 huruf.")), no_long_number],
        render_kw=UNAIDED,
    )
    letter_on = DayField(
        _("Tanggal surat"),
        description=_("Contoh: 21/11/2026"),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    reason = reason_field(_("Alasan"), description=_("Perlu bila tidak setuju; petugas membacanya."))

    def validate_letter_no(self, field):
        if self.decision.data == YES and not field.data:
            raise ValidationError(gettext("Isi nomor surat persetujuan Disnaker."))

    def validate_letter_on(self, field):
        if field.day and field.day > today():
            raise ValidationError(gettext("Tanggal surat belum terjadi. Periksa tahunnya."))
        if self.decision.data == YES and not field.day:
            raise ValidationError(gettext("Isi tanggal surat persetujuan Disnaker."))

    def validate_reason(self, field):
        if self.decision.data == NO and not field.data:
            raise ValidationError(
                gettext("Tulis mengapa tidak disetujui, supaya petugas dapat menjelaskannya.")
            )

    @property
    def letter_day(self) -> date | None:
        return self.letter_on.day

    def wish(self) -> Decision:
        return Decision(
            agreed=self.decision.data == YES,
            letter_no=self.letter_no.data,
            letter_on=self.letter_day,
            reason=self.reason.data,
        )
