"""A hospital or clinic of the list of PLKK: added, corrected with another source and day, taken out."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.facilities import Entry
from kiosk.domain.names import clean_name
from kiosk.domain.office_phone import office_phone_display, read_office_phone
from kiosk.services import places
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}
SHORT_NUMBER = 7  # `119`, `1500910`: dialled as it stands


def line_field(label, *, longest: int, missing=None, **more) -> StringField:
    """One line in clear; no number of a person stands in it."""
    too_long = _("Paling banyak %(most)s huruf.", most=longest)
    needed = [DataRequired(missing)] if missing else []
    return StringField(
        label,
        filters=[clean_name],
        validators=[*needed, Length(max=longest, message=too_long), no_long_number, no_card_code],
        render_kw=UNAIDED,
        **more,
    )


class FacilityForm(FlaskForm):
    client_key = client_key_field()
    name = line_field(
        _("Nama rumah sakit atau klinik"), longest=160, missing=_("Tulis nama rumah sakit atau kliniknya.")
    )
    address = line_field(_("Alamat"), longest=200, description=_("Jalan dan nomornya. Boleh kosong."))
    city = line_field(
        _("Kota atau kabupaten"),
        longest=80,
        missing=_("Tulis kota atau kabupatennya."),
        description=_("Misalnya Kota Semarang atau Kabupaten Demak."),
    )
    kecamatan = SelectField(
        _("Kecamatan"),
        description=_("Hanya untuk yang di dalam kota; biarkan kosong bila belum tahu."),
        validate_choice=False,
        render_kw=UNAIDED,
    )
    phone = StringField(
        _("Telepon"),
        description=_("Nomor kantor, misalnya (024) 6711500. Boleh kosong."),
        filters=[clean_name],
        render_kw=UNAIDED | {"inputmode": "tel"},
    )
    source = line_field(
        _("Sumber"),
        longest=200,
        missing=_("Tulis sumbernya: siapa yang mengatakan ini, dan di mana."),
        description=_("Misalnya surat BPJS Ketenagakerjaan Semarang Pemuda nomor B/12/XI/2026."),
    )
    as_of = DayField(
        _("Tanggal sumber"),
        description=_("Hari sumbernya mengatakan ini, misalnya 20/11/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        named = {area.kecamatan_code: area.kecamatan for area in places.areas()}
        self.kecamatan.choices = [("", gettext("Belum tahu atau di luar kota")), *named.items()]

    def validate_kecamatan(self, field):
        if field.data and field.data not in dict(field.choices):
            raise ValidationError(gettext("Pilih kecamatannya dari daftar."))

    def validate_phone(self, field):
        if field.data and not read_office_phone(field.data) and not _is_short(field.data):
            raise ValidationError(
                gettext("Nomor telepon ini tidak dapat dihubungi di Indonesia. Periksa angkanya.")
            )

    def validate_as_of(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal sumbernya, misalnya 20/11/2026."))

    def entry(self) -> Entry:
        return Entry(
            name=self.name.data,
            address=self.address.data,
            kecamatan=self.kecamatan.data or "",
            city=self.city.data,
            phone=_dialled(self.phone.data),
            source=self.source.data,
            as_of=self.as_of.day,
        )


class FacilityRemovalForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(
        _("Mengapa dikeluarkan"),
        missing=_("Tulis mengapa rumah sakit atau klinik ini dikeluarkan dari daftar."),
    )


def _is_short(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= SHORT_NUMBER


def _dialled(text: str) -> str:
    number = read_office_phone(text) if text else None
    return office_phone_display(number) if number else text
