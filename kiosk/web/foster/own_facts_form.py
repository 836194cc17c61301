"""What of the own registration may be corrected."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from kiosk.services.donor_facts import Change
from kiosk.web.foster import fields


class OwnFactsForm(FlaskForm):
    jabatan = fields.line_field(_("Jabatan"), missing=_("Isi jabatan Anda, misalnya Analis Kebijakan."))
    unit = fields.line_field(_("Unit kerja"))
    phone = fields.phone_field(fields.MayBeEmpty())
    opd = fields.department_field()
    moved = BooleanField(
        _("Saya pindah OPD"),
        description=_("Tandai bila OPD-nya berubah. Surat kuasa dan pekerja asuh Anda tetap."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields.offer_departments(self.opd)

    def change(self) -> Change:
        return Change(
            jabatan=self.jabatan.data, unit=self.unit.data or "", phone=self.phone.data or "", opd=self.opd.data,
            moved=self.moved.data,
        )  # fmt: skip
