"""The texts of the card: one field for each place; a text that does not fit its place is refused there."""

from dataclasses import fields

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from kiosk.domain.names import clean_name
from kiosk.files.card_text_fit import misfits
from kiosk.files.card_texts import KEYS, PLACES, CardTexts
from kiosk.web.no_long_number import NoLongNumber
from kiosk.web.once_field import client_key_field

LONGEST = 400
ON_ONE_LINE = ("title", "city", "scan", "heading")


# A card goes through many hands.
nobodys_number = NoLongNumber(_("Jangan tulis NIK atau nomor HP seseorang pada kartu."))


class CardTextsForm(FlaskForm):
    client_key = client_key_field()

    def __init__(self, now: CardTexts, **more):
        super().__init__(data={key: getattr(now, key) for key in KEYS}, **more)

    @property
    def places(self) -> list:
        """The fields in the order of the card."""
        return [self[key] for key in KEYS]

    def words(self) -> dict[str, str]:
        """What was typed by place; empty where the usual wording shall stand."""
        return {key: self[key].data for key in KEYS}

    def texts(self) -> CardTexts:
        return CardTexts().worded(self.words())

    def validate(self, extra_validators=None) -> bool:
        sound = super().validate(extra_validators)
        for key, sentence in misfits(self.texts()).items():
            self[key].errors = [*self[key].errors, gettext(sentence)]
            sound = False
        return sound


def _field(key: str, usual: str):
    kind = StringField if key in ON_ONE_LINE else TextAreaField
    return kind(
        _(PLACES[key]),
        filters=[clean_name],
        validators=[Length(max=LONGEST, message=_("Paling banyak 400 huruf.")), nobodys_number],
        description=_("Semula: %(usual)s", usual=usual) if usual else _("Semula: nama kota."),
        render_kw={"autocomplete": "off", "lang": "id", **({} if kind is StringField else {"rows": 3})},
    )


for _place in fields(CardTexts):
    setattr(CardTextsForm, _place.name, _field(_place.name, _place.default))
