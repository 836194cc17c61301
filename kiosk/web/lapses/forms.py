"""What became of a call, and who is taken on by whom."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import AnyOf, Length

from kiosk.domain.names import clean_name
from kiosk.services import succession
from kiosk.services.acting import Actor
from kiosk.services.lapse_contacts import OUTCOMES
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field

MONTHS = ("1", "3", "6", "12")
UNAIDED = {"autocomplete": "off"}


class ContactForm(FlaskForm):
    """`filters` says to which list to come back."""

    client_key = client_key_field()
    filters = HiddenField()
    outcome = SelectField(
        _("Hasilnya"),
        choices=[
            SelectChoice("", _("Pilih hasilnya")),
            *(SelectChoice(code, _(words)) for code, words in OUTCOMES.items()),
        ],
        validators=[AnyOf(tuple(OUTCOMES), _("Pilih bagaimana hasilnya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    note = StringField(
        _("Catatan"),
        filters=[clean_name],
        description=_("Misalnya: datang besok pagi. Boleh kosong."),
        validators=[
            Length(max=200, message=_("Catatan paling banyak 200 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )


class TakeOverForm(FlaskForm):
    """The people stand in the list beside it, each with a tick. The service knows who may pay for how long."""

    client_key = client_key_field()
    filters = HiddenField()
    funder = SelectField(_("Ditanggung oleh"), validate_choice=False, render_kw=UNAIDED)
    months = SelectField(
        _("Berapa bulan"),
        choices=[SelectChoice(count, _("%(count)s bulan", count=count)) for count in MONTHS],
        default="6",
        validate_choice=False,
        render_kw=UNAIDED,
    )

    def __init__(self, by: Actor, **more):
        super().__init__(**more)
        if by.role != "admin":
            del self.funder
            return
        self.funder.choices = [SelectChoice("", _("Pilih penanggungnya"))] + [
            SelectChoice(str(funder.id), funder.name) for funder in succession.funders_for(by)
        ]

    @property
    def funder_id(self) -> int | None:
        return _whole(self.funder.data) if "funder" in self else None

    @property
    def month_count(self) -> int | None:
        return _whole(self.months.data)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
