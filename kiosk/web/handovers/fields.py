"""Fields that several forms of a hand-over have, and what they check together."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, ValidationError

from kiosk.domain.findings import blocks
from kiosk.domain.names import name_findings
from kiosk.files.pictures import PictureRefused
from kiosk.files.signatures import signature_png
from kiosk.services.acting import Refused
from kiosk.services.handover_words import SELF, SIGNATURE
from kiosk.services.handovers import NO_NAME, NO_SIGNATURE, require_place
from kiosk.web.no_long_number import NoLongNumber
from kiosk.web.page_context import sentence

LONGEST_NAME = 120
UNAIDED = {"autocomplete": "off"}


only_a_name = NoLongNumber(_("Tulis namanya saja, tanpa NIK atau nomor HP."))


def receiver_is_named(form, field) -> None:
    """Whoever is not the owner; the owner's name is known."""
    if form.relation.data == SELF:
        return
    if not field.data:
        raise ValidationError(gettext(NO_NAME))
    only_a_name(form, field)
    if wrong := [finding for finding in name_findings(field.data) if blocks([finding])]:
        raise ValidationError(sentence(wrong[0]))


def place_is_noted(form, field) -> None:
    try:
        require_place(form.how.data, field.data)
    except Refused as refusal:
        raise ValidationError(gettext(refusal.message)) from refusal


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
