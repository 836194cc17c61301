"""The fields of the enrolment form, in the order they are checked; their names are public, scripts rely on them."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import AnyOf, DataRequired, Length, Optional, Regexp

from kiosk.web.enrolment import checks
from kiosk.web.enrolment.choices import OptionsSelect, area_options, occupation_options
from kiosk.web.once_field import client_key_field

# The browser of a shared machine offers nobody the words of the person before.
UNAIDED = {"autocomplete": "off"}
DIGITS = {"inputmode": "numeric"}


class EnrolmentFields(FlaskForm):
    client_key = client_key_field()
    nik = StringField(
        _("NIK"),
        validators=[DataRequired(_("Isi NIK 16 angka seperti tertulis pada KTP.")), checks.nik_is_sound],
        description=_("16 angka, seperti tertulis pada KTP."),
        render_kw=DIGITS | UNAIDED | {"maxlength": 24},
    )
    serial_zero = BooleanField(_("Nomor urut 0000 memang tertulis begitu pada KTP"))
    name = StringField(
        _("Nama lengkap"),
        validators=[DataRequired(_("Isi nama lengkap seperti tertulis pada KTP.")), checks.name_is_sound],
        render_kw=UNAIDED,
    )
    birth_on = StringField(
        _("Tanggal lahir"),
        validators=[checks.may_enrol_at_this_age],
        description=_("Kosongkan bila sama dengan NIK. Contoh: 17/05/2003"),
        render_kw=DIGITS | UNAIDED,
    )
    sex = RadioField(
        _("Jenis kelamin"),
        choices=[SelectChoice("L", _("Laki-laki")), SelectChoice("P", _("Perempuan"))],
        validators=[AnyOf((None, "", "L", "P"), _("Pilih laki-laki atau perempuan."))],
        validate_choice=False,
    )
    phone = TelField(
        _("Nomor HP"),
        description=_("Boleh milik keluarga serumah. Kosongkan bila tidak ada."),
        render_kw=UNAIDED | {"inputmode": "tel"},
    )
    kelurahan = SelectField(
        _("Kelurahan tempat tinggal"),
        validators=[checks.kelurahan_is_known],
        widget=OptionsSelect(area_options),
        validate_choice=False,
        choices=[],
    )
    home_regency = StringField(
        _("Kabupaten atau kota asal"),
        validators=[Length(max=80, message=_("Paling banyak 80 huruf.")), checks.regency_is_named],
    )
    rt = StringField(_("RT"), validators=[checks.number_of_block], render_kw=DIGITS | UNAIDED)
    rw = StringField(_("RW"), validators=[checks.number_of_block], render_kw=DIGITS | UNAIDED)
    address = StringField(
        _("Alamat"),
        validators=[Length(max=200, message=_("Alamat paling banyak 200 huruf."))],
        render_kw=UNAIDED,
    )
    occupation = SelectField(
        _("Pekerjaan"),
        validators=[checks.occupation_is_known],
        widget=OptionsSelect(occupation_options),
        validate_choice=False,
        choices=[],
    )
    workplace = StringField(
        _("Tempat bekerja"),
        validators=[Length(max=120, message=_("Tempat bekerja paling banyak 120 huruf."))],
        description=_("Misalnya Pasar Johar blok B, atau berkeliling di Tanjung Mas."),
        render_kw=UNAIDED,
    )
    still_working = BooleanField(
        _("Orang ini menyatakan masih aktif bekerja"),
        validators=[
            DataRequired(_("Tanyakan dan tandai: hanya yang masih aktif bekerja dapat didaftarkan."))
        ],
    )
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"),
        validators=[
            DataRequired(_("Bacakan persetujuan dan tandai bila ia setuju. Tanpa itu data tidak disimpan."))
        ],
    )
    consent_how = RadioField(
        _("Cara menyetujui"),
        choices=[
            SelectChoice("self", _("Membaca sendiri")),
            SelectChoice("thumb", _("Dibacakan, cap jempol")),
            SelectChoice("witness", _("Dibacakan, dengan saksi")),
        ],
        default="self",
        validators=[AnyOf(("self", "thumb", "witness"), _("Pilih cara orang ini menyetujui."))],
        validate_choice=False,
    )
    batch = SelectField(
        _("Ditanggung oleh"), validators=[checks.batch_is_offered], validate_choice=False, choices=[]
    )
    birth_place = StringField(
        _("Tempat lahir"), validators=[Length(max=80, message=_("Paling banyak 80 huruf."))]
    )
    mother_name = StringField(
        _("Nama ibu kandung"), validators=[Length(max=120, message=_("Paling banyak 120 huruf."))]
    )
    income = StringField(
        _("Penghasilan sebulan (rupiah)"), validators=[checks.income_is_a_number], render_kw=DIGITS
    )
    kpj = StringField(
        _("Nomor KPJ bila sudah punya"), validators=[checks.kpj_is_sound], render_kw=DIGITS | UNAIDED
    )
    dtsen_decile = StringField(
        _("Desil DTSEN"),
        validators=[Optional(), Regexp(r"^\s*(10|[1-9])\s*$", message=_("Desil adalah angka 1 sampai 10."))],
        render_kw=DIGITS,
    )
