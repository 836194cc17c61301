"""What whoever holds a link of the department still has to say."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from kiosk.domain.nip import DIFFERING
from kiosk.web.accounts.new_password import new_password_field, password_again_field
from kiosk.web.foster import fields
from kiosk.web.foster.forms import identity_of, say_identity


class HandedForm(FlaskForm):
    """What the roster does not say of whom a department has handed the link to; the rest stands in `known`. `doubts`:
    where NIP and NIK do not say the same, which has to be looked at before it goes on."""

    nik = fields.number_field(_("NIK"), _("16 angka, sesuai KTP."))
    jabatan = fields.line_field(_("Jabatan"), missing=_("Isi jabatan Anda, misalnya Analis Kebijakan."))
    unit = fields.line_field(_("Unit kerja"))
    phone = fields.phone_field()
    email = fields.email_field()
    own_numbers = BooleanField(_("NIP dan NIK ini milik saya sendiri"), render_kw={"autocomplete": "off"})
    password = new_password_field(_("Kata sandi baru"))
    password_again = password_again_field("password")

    def __init__(self, *args, known: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.doubts = known, ()
        self.email.description = _("Anda masuk dengan alamat ini.")

    def about(self) -> tuple[str, ...]:
        return self.email.data or "", self.known["name"]

    def validate(self, **kwargs) -> bool:
        right = super().validate(**kwargs)
        found = identity_of(self.known["nip"], self.nik.data, self.known["status_asn"])
        self.doubts = [one for one in found.doubts if one.code in DIFFERING]
        if self.doubts and not self.own_numbers.data:
            self.own_numbers.errors = [gettext("Cocokkan NIK dengan KTP Anda, lalu tandai.")]
            right = False
        return say_identity(None, self.nik, found) and right

    def facts(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in ("nik", "jabatan", "unit", "phone", "email")}
