"""A company as it is registered and changed, whom one may call there, whether it takes part."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from kiosk.domain import tax
from kiosk.domain.names import clean_name
from kiosk.domain.office_phone import read_office_phone
from kiosk.services.company_contacts import Contact
from kiosk.services.company_registration import Identity
from kiosk.web.companies.fields import UNAIDED, email_field, number_field, phone_field, text_field
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

NUMBERS_AND_NAMES = ("name", "npwp", "nib", "npp", "address")


class FindForm(FlaskForm):
    """By POST: a tax number may be somebody's NIK, and no such number stands in an address."""

    cari = StringField(
        _("Cari perusahaan"),
        description=_("Nama, NPWP, NIB, atau NPP."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nama atau nomor perusahaan yang dicari.")),
            Length(max=160, message=_("Paling banyak %(most)s huruf.", most=160)),
        ],
        render_kw=UNAIDED,
    )


class IdentityForm(FlaskForm):
    name = text_field(
        _("Nama perusahaan"),
        longest=160,
        missing=_("Isi nama perusahaan seperti tertulis pada aktanya."),
        description=_("Seperti tertulis pada akta, misalnya PT Sinar Pesisir."),
    )
    npwp = number_field(
        _("NPWP"),
        tax.read_npwp,
        longest=16,
        description=_("15 atau 16 angka. Satu NPWP hanya untuk satu perusahaan."),
    )
    nib = number_field(_("NIB"), tax.read_nib, longest=13, description=_("13 angka, dari dokumen OSS."))
    npp = number_field(
        _("NPP BPJS Ketenagakerjaan"),
        tax.read_npp,
        longest=20,
        description=_("Bila perusahaan sudah punya nomor pendaftaran di BPJS Ketenagakerjaan."),
    )
    address = text_field(
        _("Alamat"), longest=200, description=_("Jalan, nomor, kelurahan, kota: dipakai pada tagihan.")
    )

    def identity(self) -> Identity:
        named = [field for field in NUMBERS_AND_NAMES if field in self]
        return Identity(**{field: self[field].data or "" for field in named})


class ChangeForm(IdentityForm):
    """The company's own people change the address alone."""

    def __init__(self, *args, address_only: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if address_only:
            del self.name, self.npwp, self.nib, self.npp
            needed, other = DataRequired(_("Isi alamat perusahaan.")), self.address.validators[1:]
            self.address.validators, self.address.flags.optional = [needed, *other], False


class ContactFields:
    """Whom one may call: somebody with a name, and a way to reach them."""

    contact_name = text_field(
        _("Nama yang dapat dihubungi"),
        longest=120,
        missing=_("Isi nama orang yang dapat dihubungi di perusahaan ini."),
    )
    contact_position = text_field(_("Jabatan"), longest=80)
    contact_phone = phone_field(
        _("Nomor telepon"), description=_("HP atau telepon kantor. Disimpan tersandi.")
    )
    contact_email = email_field(_("Alamat surel"))

    def validate(self, **kwargs) -> bool:
        right = super().validate(**kwargs)
        if self.contact_phone.data or self.contact_email.data:
            return right
        self.contact_phone.errors = [gettext("Isi nomor telepon atau alamat surelnya.")]
        return False

    def contact(self) -> Contact:
        return Contact(
            name=self.contact_name.data,
            position=self.contact_position.data or "",
            phone=read_office_phone(self.contact_phone.data) or "",
            email=self.contact_email.data or "",
        )


class CompanyForm(ContactFields, IdentityForm):
    client_key = client_key_field()
    told_apart = BooleanField(
        _("Sudah saya bandingkan: ini perusahaan lain"), description=_("Tandai hanya bila memang berbeda.")
    )


class ContactForm(ContactFields, FlaskForm):
    client_key = client_key_field()


class StateForm(FlaskForm):
    """`state` is the one that is wished."""

    state = HiddenField(validators=[AnyOf(["open", "closed"], _("Muat ulang halaman ini, lalu coba lagi."))])
    reason = reason_field(
        _("Alasan"),
        missing=_("Tulis mengapa keadaan perusahaan ini diubah."),
        description=_("Tersimpan di jejak audit."),
    )
