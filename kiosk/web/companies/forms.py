"""A company as it is registered and changed, whom one may call there, whether it takes part."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from kiosk.domain import tax
from kiosk.domain.findings import Finding
from kiosk.domain.names import clean_name
from kiosk.services.company_registration import Identity
from kiosk.web.companies.contact_fields import ContactFields
from kiosk.web.companies.fields import UNAIDED, number_field, text_field
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

NUMBERS = ("npwp", "nib", "npp")
NUMBERS_AND_NAMES = ("name", *NUMBERS, "address")


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

    numbers_checked = BooleanField(
        _("Sudah saya cocokkan: nomornya memang tertulis begitu"),
        description=_("Tandai hanya bila dokumennya ada di depan Anda."),
    )

    def validate(self, **kwargs) -> bool:
        """What looks like a slip is asked about once, and not again where it stands so already."""
        right = super().validate(**kwargs)
        if not self.doubts or self.numbers_checked.data:
            return right
        words = gettext("Cocokkan nomor itu dengan dokumennya, lalu betulkan atau tandai ini.")
        self.numbers_checked.errors = [words]
        return False

    @property
    def doubts(self) -> list[Finding]:
        """About numbers that were typed now."""
        typed = [self[name] for name in NUMBERS if name in self]
        new = [field for field in typed if field.data != self.known(field.name)]
        return [doubt for field in new for doubt in getattr(field, "doubts", ())]

    def known(self, name: str) -> str:
        """What is stored under this name already."""
        return ""

    def identity(self) -> Identity:
        named = [field for field in NUMBERS_AND_NAMES if field in self]
        return Identity(**{field: self[field].data or "" for field in named})


class ChangeForm(IdentityForm):
    """The company's own people change the address alone."""

    def __init__(self, *args, company, address_only: bool, **kwargs):
        """`company` as it is stored."""
        super().__init__(*args, **kwargs)
        self._company = company
        if address_only:
            del self.name, self.npwp, self.nib, self.npp, self.numbers_checked
            needed, other = DataRequired(_("Isi alamat perusahaan.")), self.address.validators[1:]
            self.address.validators, self.address.flags.optional = [needed, *other], False

    def known(self, name: str) -> str:
        return getattr(self._company, name)


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
