"""The form for a one-time link, the one that closes or reopens an account, the one that searches the audit trail."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import AnyOf, DataRequired, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kiosk.services.acting import Refused
from kiosk.services.invite_checks import checked_address, checked_name
from kiosk.services.invites import NewInvite
from kiosk.web.accounts.role_words import role_choices
from kiosk.web.once_field import client_key_field

PUBLIC_NUMBER = re.compile(r"[A-Z0-9-]{1,30}")
MOST_DIGITS = 9  # a public number has eight at most, the shortest phone number ten


def addressable(form, field) -> None:
    field.data = _checked(
        lambda: checked_address(field.data, test_addresses=current_app.config["TEST_ADDRESSES_ALLOWED"])
    )


def nameable(form, field) -> None:
    field.data = _checked(lambda: checked_name(field.data))


def _checked(check: Callable[[], str]) -> str:
    try:
        return check()
    except Refused as refusal:
        raise StopValidation(gettext(refusal.message) % refusal.params) from refusal


class InviteForm(FlaskForm):
    client_key = client_key_field()
    email = EmailField(
        _("Alamat surel"), validators=[DataRequired(_("Isi alamat surel orang yang diundang.")), addressable]
    )
    name = StringField(
        _("Nama lengkap"),
        validators=[nameable],
        filters=[lambda text: text or ""],
        render_kw={"required": True},
    )
    role = RadioField(
        _("Peran"), validate_choice=False, validators=[DataRequired(_("Pilih peran orang ini."))]
    )
    company = SelectField(
        _("Perusahaan"), description=_("Hanya untuk staf perusahaan mitra."), validate_choice=False
    )
    opd = SelectField(
        _("OPD"), description=_("Hanya untuk sekretaris OPD dan ASN orang tua asuh."), validate_choice=False
    )
    posts = SelectMultipleField(
        _("Pos yang dilayani"),
        description=_("Hanya untuk petugas kelurahan. Boleh lebih dari satu."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def __init__(self, *args, choices: dict, **kwargs):
        super().__init__(*args, **kwargs)
        nothing = [("", gettext("Tidak ada"))]
        self.role.choices = role_choices()
        self.company.choices = nothing + choices["company"]
        self.opd.choices = nothing + choices["opd"]
        self.posts.choices = choices["posts"]

    def validate(self, **kwargs) -> bool:
        """Says at the field what the role still lacks; invites.invite checks the same again."""
        right = super().validate(**kwargs)
        for role, field, message in (
            ("mitra", self.company, _("Pilih perusahaan untuk staf mitra.")),
            ("opd", self.opd, _("Pilih OPD untuk sekretaris OPD.")),
            ("petugas", self.posts, _("Pilih paling sedikit satu pos untuk petugas.")),
        ):
            if self.role.data == role and not _chosen(field):
                field.errors = [*field.errors, str(message)]
                right = False
        return right

    def for_company(self, company, contact) -> None:
        """A fresh form for one of its people: the contact, where there is one."""
        self.role.data, self.company.data = "mitra", str(company.id)
        if contact:
            self.name.data, self.email.data = contact.name, contact.email

    def wish(self) -> NewInvite:
        """What was asked for, without what the role has no use for."""
        role = self.role.data
        return NewInvite(
            email=self.email.data,
            name=self.name.data,
            role=role,
            company_id=_chosen(self.company) if role == "mitra" else None,
            opd_id=_chosen(self.opd) if role in ("opd", "donatur") else None,
            posts=tuple(_chosen(self.posts)) if role == "petugas" else (),
        )


def _chosen(field):
    """The chosen id, or codes, among those offered; None or [] for anything else."""
    offered = {value for value, _label in field.choices if value}
    if isinstance(field.data, list):
        return sorted(offered & set(field.data))
    return int(field.data) if field.data in offered else None


class AccountStateForm(FlaskForm):
    state = HiddenField(
        validators=[AnyOf(["open", "closed"], message=_("Muat ulang daftar pengguna, lalu coba lagi."))]
    )


def public_number(form, field) -> None:
    if not PUBLIC_NUMBER.fullmatch(field.data) or sum(char.isdecimal() for char in field.data) > MOST_DIGITS:
        raise ValidationError(
            _(
                "Isi nomor registrasi atau nomor batch. NIK, nomor KPJ, dan nomor HP dicari di halaman Pekerja."
            )
        )


class TrailForm(FlaskForm):
    """What to look for in the audit trail. A NIK, KPJ or phone number is refused: it would stand in the address."""

    tindakan = SelectField(_("Tindakan"), validate_choice=False)
    nomor = StringField(
        _("Nomor registrasi atau batch"),
        filters=[lambda text: "".join((text or "").split()).upper()],
        validators=[Optional(), public_number],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": "40"},
    )

    def __init__(self, *args, actions: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.tindakan.choices = [("", gettext("Semua tindakan")), *actions]

    def action(self) -> str:
        """The chosen action, if it is one of those offered."""
        return self.tindakan.data if self.tindakan.data in dict(self.tindakan.choices) else ""

    def query(self) -> str:
        chosen = {"tindakan": self.action(), "nomor": self.nomor.data}
        words = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{words}" if words else ""
