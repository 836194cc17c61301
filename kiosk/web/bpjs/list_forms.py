"""What is asked about a file of BPJS on its page: whether a list is whole, what a word means."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField
from wtforms.validators import AnyOf

from kiosk.domain.bpjs_statuses import Status
from kiosk.services.bpjs_status_words import MEANINGS
from kiosk.web.once_field import client_key_field


class ListQuestionForm(FlaskForm):
    """Which of two buttons was pressed: the list is whole, or it is set aside."""

    WHOLE, ASIDE = "whole", "aside"

    client_key = client_key_field()
    scope = HiddenField(validators=[AnyOf((WHOLE, ASIDE), _("Pilih salah satu tombolnya."))])

    @property
    def is_set_aside(self) -> bool:
        return self.scope.data == self.ASIDE


class StatusWordForm(FlaskForm):
    """What a word for a status means that nobody knows."""

    client_key = client_key_field()
    word = HiddenField()
    meaning = SelectField(
        _("Artinya"),
        choices=[
            SelectChoice("", _("Pilih arti kata itu.")),
            SelectChoice(Status.ACCEPTED.value, _("diterima BPJS")),
            SelectChoice(Status.REJECTED.value, _("ditolak BPJS")),
            SelectChoice(Status.PENDING.value, _("belum diputuskan BPJS")),
        ],
        validate_choice=False,
        validators=[AnyOf([one.value for one in MEANINGS], _("Pilih arti kata itu."))],
    )
