"""Why something was done, or a note on it: stored and shown in clear, so no number of a person stands in it."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from kiosk.domain.names import clean_name
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import NoLongNumber, no_long_number

LONGEST = 200


def reason_field(label, *, missing=None, no_number: NoLongNumber = no_long_number, **more) -> StringField:
    """One line of at most 200 letters; `missing` is the sentence where it may not stay empty."""
    needed = [DataRequired(missing)] if missing else []
    too_long = _("Alasan paling banyak 200 huruf.")
    return _one_line(label, [*needed, Length(max=LONGEST, message=too_long), no_number], **more)


def note_field(label, *more, longest: int = LONGEST, too_long=None, **settings) -> StringField:
    """A line beside what was done; `more` are what else is checked, `too_long` is the sentence of one that is no
    note."""
    too_long = too_long or _("Catatan paling banyak %(most)s huruf.", most=longest)
    return _one_line(label, [Length(max=longest, message=too_long), no_long_number], more, **settings)


def _one_line(label, validators: list, more: tuple = (), **settings) -> StringField:
    return StringField(
        label,
        filters=[clean_name],
        validators=[*validators, no_card_code, *more],
        render_kw={"autocomplete": "off"},
        **settings,
    )
