"""Find a worker by one exact number."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class FindForm(FlaskForm):
    number = StringField(
        _("Cari dengan nomor"),
        description=_("Nomor registrasi, NIK, nomor KPJ, atau nomor HP, secara lengkap."),
        validators=[
            DataRequired(_("Isi nomor yang dicari.")),
            Length(max=40, message=_("Nomor ini terlalu panjang.")),
        ],
        render_kw={"autocomplete": "off"},
    )
