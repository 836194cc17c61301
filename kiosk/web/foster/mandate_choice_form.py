"""What a donor wishes before signing: which programmes, and which account of their own."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from kiosk.domain.account_numbers import read_account
from kiosk.domain.names import clean_name
from kiosk.domain.tariff import PLANS
from kiosk.services.mandate_drafts import DraftWish
from kiosk.web.no_card_code import no_card_code
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

UNAIDED = {"autocomplete": "off"}
LONGEST = 100


def _name_of_owner() -> StringField:
    return StringField(
        _("Nama pemilik rekening"),
        description=_("Harus nama Anda sendiri, seperti di buku rekening. Gelar tidak berpengaruh."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Isi nama pemilik rekening seperti di buku rekening.")),
            Length(max=LONGEST, message=_("Paling banyak %(most)s huruf.", most=LONGEST)),
            no_card_code,
        ],
        render_kw={"autocomplete": "name"},
    )


class ChoiceForm(FlaskForm):
    """`bank`: the only one whose accounts are debited. `has_account`: a number is held already, which is not shown
    again; empty means unchanged."""

    client_key = client_key_field()
    plan = RadioField(
        _("Perlindungan"),
        choices=[
            SelectChoice("jkk_jkm", _("JKK dan JKM")),
            SelectChoice("jkk_jkm_jht", _("JKK, JKM, dan JHT")),
        ],
        default="jkk_jkm",
        validators=[AnyOf(tuple(PLANS), _("Pilih program perlindungannya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    account = StringField(_("Nomor rekening"), render_kw=UNAIDED | {"inputmode": "numeric"})
    account_name = _name_of_owner()

    def __init__(self, *args, bank: str, has_account: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.account.label.text = gettext("Nomor rekening %(bank)s", bank=bank)
        self.has_account = has_account

    def validate_account(self, field):
        if self.has_account and not clean_name(field.data):
            return
        if finding := read_account(field.data).finding:
            raise ValidationError(sentence(finding))

    def wish(self) -> DraftWish:
        """Call after validate()."""
        number = read_account(self.account.data).number or ""
        return DraftWish(self.plan.data, number, self.account_name.data)
