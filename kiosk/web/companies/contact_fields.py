"""Whom one may call at a company, as its forms ask for it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kiosk.domain.office_phone import read_office_phone
from kiosk.services.company_contacts import Contact
from kiosk.web.companies.fields import email_field, phone_field, text_field


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
