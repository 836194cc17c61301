"""Why something was done to a person's data: stored and shown in clear, so no number of a person stands in it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.domain.words import has_long_number

LONGEST = 200


def reason_field(label, *, missing=None, **more) -> StringField:
    """One line of at most 200 letters; `missing` is the sentence where it may not stay empty."""
    needed = [DataRequired(missing)] if missing else []
    return StringField(
        label,
        filters=[clean_name],
        validators=[
            *needed,
            Length(max=LONGEST, message=_("Alasan paling banyak 200 huruf.")),
            no_long_number,
        ],
        render_kw={"autocomplete": "off"},
        **more,
    )


def no_long_number(form, field) -> None:
    if has_long_number(field.data or ""):
        raise ValidationError(
            gettext("Jangan tulis NIK atau nomor HP di sini: tulisan ini terbaca orang lain.")
        )
