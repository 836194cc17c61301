"""Find a worker by name or by one exact number."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class FindForm(FlaskForm):
    number = StringField(
        _("Cari pekerja"),
        description=_("Nama, atau nomor registrasi, NIK, KPJ, atau nomor HP secara lengkap."),
        validators=[
            DataRequired(_("Isi nama atau nomor yang dicari.")),
            Length(max=100, message=_("Terlalu panjang. Tulis satu nama atau satu nomor saja.")),
        ],
        render_kw={"autocomplete": "off"},
    )
