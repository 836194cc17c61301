"""What the fields of a company and of its contacts hold once they are read."""

from collections.abc import Callable

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, StringField, TelField
from wtforms.validators import DataRequired, Length, Optional, StopValidation

from kiosk.domain.findings import Severity
from kiosk.domain.names import clean_name
from kiosk.domain.office_phone import read_office_phone
from kiosk.domain.tax import NumberReading
from kiosk.services.acting import Refused
from kiosk.services.invite_checks import checked_address
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.page_context import sentence

UNAIDED = {"autocomplete": "off"}


def text_field(label, *, longest: int, missing=None, **more) -> StringField:
    """One line of at most `longest` letters, without a number of a person; `missing` where it may not stay empty."""
    needed = [DataRequired(missing)] if missing else [Optional()]
    too_long = _("Paling banyak %(most)s huruf.", most=longest)
    return StringField(
        label,
        filters=[clean_name],
        validators=[*needed, Length(max=longest, message=too_long), no_long_number, no_card_code],
        render_kw=UNAIDED,
        **more,
    )


def number_field(label, read: Callable[[object], NumberReading], *, longest: int, **more) -> StringField:
    """A company's number by the rule `read`; the field then holds it as it is stored. What only looks like a slip
    stands in `field.doubts`: the form asks about it once."""

    def is_sound(form, field) -> None:
        reading = read(field.data)
        for finding in reading.findings:
            if finding.severity is Severity.BLOCK:
                raise StopValidation(sentence(finding))
        field.data = reading.number or ""
        field.doubts = reading.findings
        if len(field.data) > longest:
            raise StopValidation(gettext("Paling banyak %(most)s karakter.", most=longest))

    return StringField(
        label, filters=[clean_name], validators=[MayBeEmpty(), is_sound], render_kw=UNAIDED, **more
    )


class MayBeEmpty:
    """Says so beside the label, and lets the rules after it read an empty field too."""

    field_flags = {"optional": True}

    def __call__(self, form, field) -> None:
        return None


class OrTheOther(Optional):
    """May stay empty where another field is filled: the label does not say that it may."""

    def __init__(self):
        super().__init__()
        self.field_flags = {}


def phone_field(label, **more) -> TelField:
    """What was typed stays in the field; read_office_phone makes of it what is stored."""

    def is_sound(form, field) -> None:
        if read_office_phone(field.data) is None:
            raise StopValidation(
                gettext(
                    "Nomor telepon tidak lengkap atau salah ketik. Contoh: 0812-3456-7890 atau 024-3547000."
                )
            )

    return TelField(
        label, filters=[clean_name], validators=[OrTheOther(), is_sound],
        render_kw=UNAIDED | {"inputmode": "tel"}, **more,
    )  # fmt: skip


def email_field(label, **more) -> EmailField:
    def is_sound(form, field) -> None:
        try:
            field.data = checked_address(
                field.data, test_addresses=current_app.config["TEST_ADDRESSES_ALLOWED"]
            )
        except Refused as refusal:
            raise StopValidation(gettext(refusal.message) % refusal.params) from refusal

    longest = Length(max=160, message=_("Paling banyak %(most)s huruf.", most=160))
    checks = [OrTheOther(), longest, is_sound]
    return EmailField(label, filters=[clean_name], validators=checks, render_kw=UNAIDED, **more)
