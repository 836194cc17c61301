"""A roster is sent in, applied, dropped; somebody on it is looked for."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.web.kept_files import FileField
from kiosk.web.limits import SHEET_LOOKS, too_many
from kiosk.web.once_field import client_key_field

ROSTER_FILE = {
    "accept": ".xlsx,.xls,.ods,.csv",
    "data-most-bytes": "20000000",
    "data-too-large": _(
        "Berkas ini lebih dari 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
}


class RosterForm(FlaskForm):
    client_key = client_key_field()
    sheet = FileField(
        _("Berkas daftar pegawai"),
        description=_(
            "XLSX, XLS, ODS, atau CSV, paling besar 20 MB, dengan kolom NIP, nama, status, OPD, dan unit. Nama "
            "kolomnya boleh lain."
        ),
        render_kw=ROSTER_FILE,
    )

    def validate_sheet(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas daftar pegawai lebih dulu."))
        if too_many(SHEET_LOOKS, "sheet"):
            raise ValidationError(
                gettext("Terlalu banyak lembar kerja dalam semenit. Tunggu semenit, lalu kirim lagi.")
            )

    @property
    def sent(self) -> tuple[str, bytes]:
        return self.sheet.data.filename, self.sheet.data.read()


class ApplyForm(FlaskForm):
    client_key = client_key_field()
    many = BooleanField(_("Ya, pegawai sebanyak itu memang sudah keluar dari OPD ini."))


class DropForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class FindStaffForm(FlaskForm):
    """By POST: a NIP stands in no address."""

    cari = StringField(
        _("Cari pegawai"),
        description=_("Sebagian nama, atau NIP lengkap."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nama atau NIP pegawai yang dicari.")),
            Length(max=120, message=_("Paling banyak %(most)s huruf.", most=120)),
        ],
        render_kw={"autocomplete": "off"},
    )
