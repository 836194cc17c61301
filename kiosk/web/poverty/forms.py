"""A list of the extreme poor is sent in or withdrawn; one of its rows is settled."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.domain.poverty_rows import LEFT, MOST_DECILE
from kiosk.services.poverty_lists import NewList
from kiosk.web.day_field import DayField
from kiosk.web.kept_files import FileField
from kiosk.web.limits import SHEET_LOOKS, too_many
from kiosk.web.list_filters import area_groups
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

IN_COLUMN = "kolom"  # in place of a decile: each row names its own
LIST_FILE = {
    "accept": ".xlsx,.xls,.ods,.csv",
    "data-most-bytes": "20000000",
    "data-too-large": _(
        "Berkas ini lebih dari 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
}


class NewListForm(FlaskForm):
    client_key = client_key_field()
    source = StringField(
        _("Sumber"),
        description=_("Nama daftar dan yang mengirimnya, misalnya DTSEN dari Dinas Sosial."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Isi sumber daftarnya.")),
            Length(max=160, message=_("Paling banyak %(most)s huruf.", most=160)),
            no_long_number,
            no_card_code,
        ],
        render_kw={"autocomplete": "off"},
    )
    as_of = DayField(
        _("Tanggal daftar"),
        description=_("Tanggal data itu dibuat, bukan hari ini. Contoh: 01/09/2026"),
        validators=[DataRequired(_("Isi tanggal daftarnya."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    decile = SelectField(
        _("Desil orang dalam daftar ini"),
        description=_(
            "Desil 1 berarti miskin ekstrem. Baris yang menyebut desilnya sendiri tetap dipakai begitu."
        ),
        choices=[
            SelectChoice("1", _("Semuanya desil 1 (miskin ekstrem)")),
            *(
                SelectChoice(str(decile), _("Semuanya desil %(decile)s", decile=decile))
                for decile in range(2, MOST_DECILE + 1)
            ),
            SelectChoice(IN_COLUMN, _("Tertulis dalam kolom desil, baris demi baris")),
        ],
        default="1",
    )
    sheet = FileField(
        _("Berkas daftar"),
        description=_(
            "XLSX, XLS, ODS, atau CSV, paling besar 20 MB. Cukup kolom NIK dan nama; kolom kelurahan membantu membagi "
            "pekerjaan."
        ),
        render_kw=LIST_FILE,
    )

    def validate_sheet(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas daftarnya lebih dulu."))
        if too_many(SHEET_LOOKS, "sheet"):
            raise ValidationError(
                gettext("Terlalu banyak lembar kerja dalam semenit. Tunggu semenit, lalu kirim lagi.")
            )

    @property
    def wish(self) -> NewList:
        """After validate()."""
        decile = None if self.decile.data == IN_COLUMN else int(self.decile.data)
        sheet = (self.sheet.data.filename, self.sheet.data.read())
        return NewList(self.source.data, self.as_of.day, decile, sheet)


class WithdrawalForm(FlaskForm):
    client_key = client_key_field()
    reason = reason_field(
        _("Alasan menarik daftar ini"), missing=_("Tulis alasannya, misalnya berkasnya keliru.")
    )


class SameForm(FlaskForm):
    client_key = client_key_field()
    same = RadioField(
        _("Orang yang sama?"),
        choices=[
            SelectChoice("ya", _("Ya, orang yang sama; namanya hanya ditulis lain")),
            SelectChoice("bukan", _("Bukan, orang lain; barisnya tidak dipakai")),
        ],
        validators=[DataRequired(_("Pilih sesudah mencocokkan dengan KTP."))],
    )


class CloseForm(FlaskForm):
    client_key = client_key_field()
    why = SelectField(
        _("Alasan tidak perlu didaftarkan"),
        choices=[
            SelectChoice("", _("Pilih alasannya")),
            *(SelectChoice(code, _(words)) for code, words in LEFT.items()),
        ],
        validators=[DataRequired(_("Pilih alasannya."))],
    )


class AreaForm(FlaskForm):
    client_key = client_key_field()
    kelurahan = SelectField(
        _("Kelurahan yang mendatanginya"), validators=[DataRequired(_("Pilih kelurahan dari daftar."))],
        validate_choice=False,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        inside = area_groups()[:-1]  # without people from outside the city
        offered = {name: [SelectChoice(*pair) for pair in pairs] for name, pairs in inside}
        self.kelurahan.choices = {"": [SelectChoice("", gettext("Pilih kelurahan"))], **offered}


class EnrolForm(FlaskForm):
    """A press is all it asks for; its key is that of the draft it opens."""

    client_key = client_key_field()
