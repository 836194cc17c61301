"""Why something was done to a person's data: stored and shown in clear, so no number of a person stands in it."""

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
    return StringField(
        label,
        filters=[clean_name],
        validators=[
            *needed,
            Length(max=LONGEST, message=_("Alasan paling banyak 200 huruf.")),
            no_number,
            no_card_code,
        ],
        render_kw={"autocomplete": "off"},
        **more,
    )
