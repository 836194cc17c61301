"""The steps of signing up, each a form of its own; whoever posts all their fields at once takes both steps together."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import AnyOf

from kiosk.domain import clock
from kiosk.domain.nip import STATUSES, mask_nip
from kiosk.domain.sign_ups import Identity, read_identity
from kiosk.domain.words import mask_nik, mask_phone
from kiosk.services.sign_up_drafts import ABOUT_ONESELF, ABOUT_WORK
from kiosk.web.foster import fields
from kiosk.web.foster.name_field import name_field
from kiosk.web.foster.words import status_words
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

MASKS = {"nip": mask_nip, "nik": mask_nik, "phone": mask_phone}


class KeptNumbers:
    """A number typed on an earlier visit is not shown again: the field stays empty, and empty means unchanged."""

    def remember(self, kept: Mapping[str, str]) -> None:
        self.kept = {name: kept[name] for name in MASKS if name in self and kept.get(name)}
        self._untouched = [name for name in self.kept if not (self[name].raw_data and self[name].data)]
        for name in self._untouched:
            self[name].data = kept[name] if self[name].raw_data else ""

    def hide_kept(self) -> None:
        """Before it is shown again."""
        for name in self._untouched:
            self[name].data = ""

    @property
    def masked(self) -> dict[str, str]:
        return {name: MASKS[name](value) for name, value in self.kept.items()}


def status_field() -> RadioField:
    return RadioField(
        _("Status kepegawaian"),
        choices=[],
        validate_choice=False,
        validators=[AnyOf(STATUSES, message=_("Pilih PNS, PPPK, atau PPPK paruh waktu."))],
    )


LEAST_ASKED = "pppk"  # the rules of a NIP that hold for every status, for who has not chosen one


class WhoForm(KeptNumbers, FlaskForm):
    client_key = client_key_field()
    name = name_field()
    status_asn = status_field()
    nip = fields.number_field(_("NIP"), _("18 angka. Bagi PPPK: NI PPPK."))
    nik = fields.number_field(_("NIK"), _("16 angka, sesuai KTP."))

    def __init__(self, *args, kept: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.status_asn.choices = [(code, status_words(code)) for code in STATUSES]
        self.remember(kept)

    def validate(self, **kwargs) -> bool:
        right = super().validate(**kwargs)
        status = self.status_asn.data if self.status_asn.data in STATUSES else LEAST_ASKED
        found = identity_of(self.nip.data, self.nik.data, status)
        return say_identity(self.nip, self.nik, found) and right

    def facts(self) -> dict[str, str]:
        return {name: self[name].data for name in ABOUT_ONESELF}


def identity_of(nip: str, nik: str, status_asn: str) -> Identity:
    return read_identity(nip=nip, nik=nik, status_asn=status_asn, today=clock.today())


def say_identity(nip_field, nik_field, found: Identity) -> bool:
    """Each fault at the field it is about; sound numbers as they are stored. `nip_field` may be None."""
    for field, value, faults in (
        (nip_field, found.nip, found.nip_faults),
        (nik_field, found.nik, found.nik_faults),
    ):
        if field is not None:
            field.errors = [*field.errors, *map(sentence, faults)]
            field.data = value or field.data
    return not found.nik_faults and (nip_field is None or not found.nip_faults)


class ContactForm(KeptNumbers, FlaskForm):
    """`known_email`: of whoever is signed in, which is not asked for."""

    client_key = client_key_field()
    jabatan = fields.line_field(_("Jabatan"), missing=_("Isi jabatan Anda, misalnya Analis Kebijakan."))
    opd = fields.department_field()
    unit = fields.line_field(
        _("Unit kerja"),
        description=_("Misalnya Bidang Statistik, Puskesmas Poncol, atau SDN Sendangmulyo 02."),
    )
    phone = fields.phone_field()
    email = fields.email_field()

    def __init__(self, *args, kept: Mapping[str, str], known_email: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        fields.offer_departments(self.opd)
        self.known_email = known_email
        if known_email:
            del self.email
        self.remember(kept)

    def facts(self) -> dict[str, str]:
        typed = {name: self[name].data or "" for name in ABOUT_WORK if name in self}
        return typed | ({"email": self.known_email} if self.known_email else {})


class AgainForm(FlaskForm):
    """A press, and its token."""
