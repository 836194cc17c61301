"""Fields that several forms of a hand-over have, and what they check together."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Length

from kiosk.domain.findings import blocks
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.words import has_long_number
from kiosk.files.pictures import PictureRefused
from kiosk.files.signatures import signature_png
from kiosk.services.handover_words import LIST, SELF, SIGNATURE, THUMB
from kiosk.services.handovers import NO_NAME, NO_SIGNATURE
from kiosk.web.no_card_code import no_card_code
from kiosk.web.page_context import sentence
from kiosk.web.reason_field import no_long_number

LONGEST_NAME = 120
UNAIDED = {"autocomplete": "off"}
WHERE_NEEDED = {
    THUMB: _("Tulis di mana cap jempolnya, misalnya: buku serah terima, halaman 12."),
    LIST: _("Tulis daftar yang mana, misalnya: daftar 21 November, halaman 2."),
}


def note_field(label, *more, **settings) -> StringField:
    """One line of at most 200 letters, shown and stored in clear."""
    return StringField(
        label,
        filters=[clean_name],
        validators=[
            Length(max=200, message=_("Catatan ini paling banyak 200 huruf.")),
            no_long_number,
            no_card_code,
            *more,
        ],
        render_kw=UNAIDED,
        **settings,
    )


def receiver_is_named(form, field) -> None:
    """Whoever is not the owner; the owner's name is known."""
    if form.relation.data == SELF:
        return
    if not field.data:
        raise ValidationError(gettext(NO_NAME))
    if has_long_number(field.data):
        raise ValidationError(gettext("Tulis namanya saja, tanpa NIK atau nomor HP."))
    if wrong := [finding for finding in name_findings(field.data) if blocks([finding])]:
        raise ValidationError(sentence(wrong[0]))


def place_is_noted(form, field) -> None:
    if form.how.data in WHERE_NEEDED and not field.data:
        raise ValidationError(str(WHERE_NEEDED[form.how.data]))


def signature_is_sound(form, field) -> None:
    """`form.signed` is the PNG afterwards; a drawing left from another choice is no fault."""
    if form.how.data != SIGNATURE:
        return
    if not field.data:
        raise ValidationError(gettext(NO_SIGNATURE))
    try:
        form.signed = signature_png(field.data)
    except PictureRefused as refusal:
        raise ValidationError(gettext(refusal.message) % refusal.params) from refusal


def signature_field() -> HiddenField:
    return HiddenField(validators=[signature_is_sound])
