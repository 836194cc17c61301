"""A letter to BPJS: for whom, from which day each, and why."""

from collections.abc import Mapping
from datetime import date

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.dates import read_date
from kiosk.domain.names import clean_name
from kiosk.domain.words import short_date
from kiosk.services.bpjs_letter_proposals import Proposal
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.once_field import client_key_field

LONGEST = 400
UNAIDED = {"autocomplete": "off"}


class LetterForm(FlaskForm):
    """The people stand in a table beside it, each with a tick `pick` and a day `from-<registration number>`."""

    client_key = client_key_field()
    reason = StringField(
        _("Alasan"),
        description=_(
            "Ditulis apa adanya dalam surat, misalnya: jawaban BPJS tertunda karena pemadanan NIK."
        ),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis alasannya; BPJS membacanya dalam surat.")),
            Length(max=LONGEST, message=_("Alasan paling banyak %(most)s huruf.", most=LONGEST)),
            no_number_in_reason,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )
    people = StringField(_("Orang dalam surat"))

    def __init__(self, proposals: list[Proposal], **more):
        super().__init__(**more)
        self._proposals = {one.reg_no: one for one in proposals}

    def validate_people(self, field):
        """The sentences stand above the table; each names whose day is meant."""
        if not self.picked:
            raise ValidationError(gettext("Pilih paling sedikit satu orang untuk surat ini."))
        unread = [self._name_of(no) for no in self.picked if self._day_of(no) is None]
        if unread:
            said = gettext(
                "Tulis hari yang diminta untuk %(names)s, seperti 01/09/2026.", names=", ".join(unread)
            )
            raise ValidationError(said)

    @property
    def picked(self) -> list[str]:
        return list(dict.fromkeys(request.form.getlist("pick")))

    def is_picked(self, proposal: Proposal) -> bool:
        """Before anything is sent: whoever no letter has named yet."""
        return proposal.reg_no in self.picked if self.is_submitted() else not proposal.asked_in

    def typed_day(self, proposal: Proposal) -> str:
        """As it was sent, else the day that is proposed."""
        proposed = short_date(proposal.start.first_month)
        return request.form.get(f"from-{proposal.reg_no}", proposed) if self.is_submitted() else proposed

    @property
    def days(self) -> Mapping[str, date]:
        """Of a form that was found right."""
        return {no: self._day_of(no) for no in self.picked}

    def _name_of(self, reg_no: str) -> str:
        return self._proposals[reg_no].name if reg_no in self._proposals else reg_no

    def _day_of(self, reg_no: str) -> date | None:
        return read_date(request.form.get(f"from-{reg_no}", "")).day
