"""The fields of a civil servant, checked one by one; each then holds what is stored."""

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from kiosk.domain.names import clean_name
from kiosk.domain.phone import read_phone
from kiosk.domain.words import N_
from kiosk.services import sign_up_departments
from kiosk.services.acting import Refused
from kiosk.services.invite_checks import checked_address
from kiosk.web.no_long_number import no_long_number
from kiosk.web.page_context import sentence

LONGEST = 120
KINDS = {
    "sekretariat_badan": N_("Badan, inspektorat, rumah sakit, dan sekretariat DPRD"),
    "dinas": N_("Dinas"),
    "bagian": N_("Bagian Sekretariat Daerah"),
    "kecamatan": N_("Kecamatan"),
    "kelurahan": N_("Kelurahan"),
}


class MayBeEmpty:
    """Says so beside the label; the rules after it read an empty field too."""

    field_flags = {"optional": True}

    def __call__(self, form, field) -> None:
        return None


def number_field(label, description) -> StringField:
    """NIP or NIK: judged beside each other by the form."""
    return StringField(
        label,
        description=description,
        filters=[clean_name],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "aria-required": "true"},
    )


def line_field(label, *, missing=None, **more) -> StringField:
    """One line of at most LONGEST letters; `missing` where it may not stay empty."""
    needed = DataRequired(missing) if missing else MayBeEmpty()
    too_long = Length(max=LONGEST, message=_("Paling banyak %(most)s huruf.", most=LONGEST))
    return StringField(label, filters=[clean_name], validators=[needed, too_long, no_long_number], **more)


def phone_field(*more) -> TelField:
    return TelField(
        _("Nomor HP"),
        description=_("Untuk WhatsApp dan SMS. Contoh: 0812-3456-7890."),
        filters=[clean_name],
        validators=[*(more or (DataRequired(_("Isi nomor HP Anda.")),)), is_phone],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


def is_phone(form, field) -> None:
    """A donor is told when a debit has failed: a number that reaches nobody is sent back. The field then holds 628…"""
    if not field.data:
        return
    reading = read_phone(field.data)
    if reading.number is None:
        found = reading.findings
        raise StopValidation(sentence(found[0]) if found else gettext("Isi nomor HP Anda."))
    field.data = reading.number


def email_field() -> EmailField:
    return EmailField(
        _("Alamat surel"),
        description=_("Tautan untuk meneruskan dikirim ke alamat ini, dan Anda masuk dengannya."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Isi alamat surel Anda.")),
            Length(max=160, message=_("Paling banyak %(most)s huruf.", most=160)),
            _is_address,
        ],
        render_kw={"autocomplete": "email"},
    )


def _is_address(form, field) -> None:
    try:
        field.data = checked_address(field.data, test_addresses=current_app.config["TEST_ADDRESSES_ALLOWED"])
    except Refused as refusal:
        raise StopValidation(gettext(refusal.message) % refusal.params) from refusal


def department_field(**more) -> SelectField:
    return SelectField(_("OPD"), validate_choice=False, validators=[_is_department], **more)


def _is_department(form, field) -> None:
    if field.data not in {code for group in field.choices.values() for code, _name in group if code}:
        raise ValidationError(gettext("Pilih OPD tempat Anda bekerja."))


def offer_departments(field: SelectField) -> None:
    """Grouped as the city groups them, with an empty choice first."""
    groups = sign_up_departments.departments_by_kind()
    named = {gettext(KINDS[kind]) if kind in KINDS else kind: rows for kind, rows in groups.items()}
    field.choices = {"": [("", gettext("Pilih OPD"))], **named}
