"""What nobody knew when somebody called."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from kiosk.domain import claim_words, claims
from kiosk.services import claim_completions
from kiosk.services.claim_completions import Completion
from kiosk.web.claims.blank_fields import A_DAY, UNAIDED, prepare
from kiosk.web.claims.hour_field import HourField, MayStayEmpty
from kiosk.web.claims.report_form import (
    facility_choices,
    facility_other_field,
    place_field,
    told_field,
)
from kiosk.web.once_field import client_key_field


class CompletionForm(FlaskForm):
    """Only what is `missing` of the claim is asked, and where the person is treated."""

    client_key = client_key_field()
    facility = SelectField(_("Dibawa ke mana"), validate_choice=False, render_kw=UNAIDED)
    facility_other = facility_other_field()
    hour = HourField(
        _("Jam kejadian"),
        description=_("Seperti 14.30. Batas lapor ke BPJS lalu dihitung dari jam itu."),
        validators=[MayStayEmpty()],
        render_kw=A_DAY,
    )
    place = place_field(MayStayEmpty())
    on_the_way = RadioField(
        _("Sedang apa"),
        choices=[SelectChoice(code, _(words)) for code, words in claim_words.WAYS.items()],
        validators=[Optional()],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    told = told_field()

    def __init__(self, claim, missing: tuple[str, ...], **more):
        super().__init__(**more)
        self.facility.choices = facility_choices(claim.facility if claim.facility_id else None)
        prepare(
            self,
            facility=claim.facility.code if claim.facility_id else "",
            facility_other=claim.facility_other,
        )
        asked = ("hour", "place", "on_the_way", "told")
        for name in asked:
            if name not in missing:
                del self[name]

    def validate_on_the_way(self, field):
        if field.data and field.data not in claims.WAYS:
            raise ValidationError(gettext("Pilih sedang apa ia waktu itu."))

    @property
    def known(self) -> Completion:
        """Of a form that was found right."""
        return Completion(
            hour=self.hour.hour if self.hour else None,
            place=self._text(claim_completions.PLACE),
            on_the_way=self._text(claim_completions.ON_THE_WAY),
            told=self._text(claim_completions.TOLD).strip(),
            facility=self.facility.data or "",
            facility_other=self.facility_other.data or "",
        )

    def _text(self, name: str) -> str:
        return (self[name].data or "") if name in self else ""
