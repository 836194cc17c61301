"""Why a card is replaced, and on what the next one is printed."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice
from wtforms.validators import AnyOf

from kiosk.services.card_replacements import REASONS, UNKNOWN_REASON
from kiosk.services.print_wishes import LAYOUTS, PLACES_ON_A_SHEET, PrintWish
from kiosk.web.cards.layout_words import LAYOUT_WORDS
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


def place_number(value) -> int:
    """0 for what is no number."""
    return int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 3 else 0


class ReplacementForm(FlaskForm):
    client_key = client_key_field()
    reason = RadioField(
        _("Mengapa diganti"),
        choices=[SelectChoice(code, _(words)) for code, words in REASONS.items()],
        validators=[AnyOf(tuple(REASONS), _(UNKNOWN_REASON))],
        validate_choice=False,
        render_kw={"autocomplete": "off"},
    )
    note = reason_field(
        _("Catatan"),
        description=_("Misalnya: jatuh di laut. Boleh kosong, kecuali untuk alasan lain."),
    )
    layout = RadioField(
        _("Dicetak pada"),
        choices=[SelectChoice(code, LAYOUT_WORDS[code]) for code in LAYOUTS],
        validators=[AnyOf((None, *LAYOUTS), _("Pilih kartu CR80 atau kertas A4."))],
        validate_choice=False,
    )

    start = RadioField(
        _("Mulai di tempat"),
        choices=[SelectChoice(place, str(place)) for place in range(1, PLACES_ON_A_SHEET + 1)],
        coerce=place_number,
        validators=[AnyOf(range(1, PLACES_ON_A_SHEET + 1), _("Pilih tempat 1 sampai 10 pada lembar A4."))],
        validate_choice=False,
        default=1,
    )

    def wish(self) -> PrintWish:
        return PrintWish(layout=self.layout.data or None, start=self.start.data)
