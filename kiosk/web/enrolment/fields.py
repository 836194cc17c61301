"""The fields of the enrolment form, in the order they are checked; their names are public, scripts rely on them."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import AnyOf, DataRequired, Length, Regexp

from kiosk.domain.ktp_reasons import KTP_REASONS
from kiosk.web.consent_field import consent_how_field
from kiosk.web.enrolment import checks
from kiosk.web.enrolment.choices import OptionsSelect, area_options, occupation_options
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field

# The browser of a shared machine offers nobody the words of the person before.
UNAIDED = {"autocomplete": "off"}
DIGITS = {"inputmode": "numeric"}
ENROLMENT = (
    "enrolment"  # the form's id: the NIK stands before it, so that the answer may hold forms of its own
)
MAY_BE_EMPTY = checks.MayBeEmpty()


class EnrolmentFields(FlaskForm):
    client_key = client_key_field()
    nik = StringField(
        _("NIK"),
        validators=[DataRequired(_("Isi NIK 16 angka seperti tertulis pada KTP.")), checks.nik_is_sound],
        description=_("16 angka, seperti tertulis pada KTP."),
        render_kw=DIGITS | UNAIDED | {"maxlength": 24, "form": ENROLMENT, "aria-describedby": "nik-answer"},
    )
    serial_zero = BooleanField(
        _("Nomor urut 0000 memang tertulis begitu pada KTP"), render_kw=UNAIDED | {"form": ENROLMENT}
    )
    name = StringField(
        _("Nama lengkap"),
        validators=[
            DataRequired(_("Isi nama lengkap seperti tertulis pada KTP.")),
            checks.name_is_sound,
        ],
        render_kw=UNAIDED,
    )
    birth_on = StringField(
        _("Tanggal lahir"),
        validators=[MAY_BE_EMPTY, checks.may_enrol_at_this_age],
        description=_("Diambil dari NIK bila kosong. Contoh: 17/05/2003"),
        render_kw=DIGITS | UNAIDED,
    )
    sex = RadioField(
        _("Jenis kelamin"),
        choices=[SelectChoice("L", _("Laki-laki")), SelectChoice("P", _("Perempuan"))],
        validators=[MAY_BE_EMPTY, AnyOf((None, "", "L", "P"), _("Pilih laki-laki atau perempuan."))],
        validate_choice=False,
        description=_("Diambil dari NIK bila kosong."),
        render_kw=UNAIDED,
    )
    ktp_reason = RadioField(
        _("Mengapa berbeda dengan NIK?"),
        choices=[SelectChoice(code, _(words)) for code, words in KTP_REASONS.items()],
        validators=[AnyOf((None, "", *KTP_REASONS), _("Pilih salah satu alasan."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    phone = TelField(
        _("Nomor HP"),
        validators=[MAY_BE_EMPTY],
        description=_("Boleh milik keluarga serumah."),
        render_kw=UNAIDED | {"inputmode": "tel"},
    )
    kelurahan = SelectField(
        _("Kelurahan tempat tinggal"),
        validators=[checks.kelurahan_is_known],
        widget=OptionsSelect(area_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    home_regency = StringField(
        _("Kabupaten atau kota asal"),
        validators=[
            Length(max=80, message=_("Paling banyak 80 huruf.")),
            checks.regency_is_named,
            no_long_number,
        ],
        render_kw=UNAIDED,
    )
    rt = StringField(_("RT"), validators=[MAY_BE_EMPTY, checks.number_of_block], render_kw=DIGITS | UNAIDED)
    rw = StringField(_("RW"), validators=[MAY_BE_EMPTY, checks.number_of_block], render_kw=DIGITS | UNAIDED)
    address = StringField(
        _("Alamat"),
        validators=[
            MAY_BE_EMPTY,
            Length(max=200, message=_("Alamat paling banyak 200 huruf.")),
            no_long_number,
        ],
        render_kw=UNAIDED,
    )
    occupation = SelectField(
        _("Pekerjaan"),
        validators=[checks.occupation_is_known],
        widget=OptionsSelect(occupation_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    workplace = StringField(
        _("Tempat bekerja"),
        validators=[
            MAY_BE_EMPTY,
            Length(max=120, message=_("Tempat bekerja paling banyak 120 huruf.")),
            no_long_number,
        ],
        description=_("Misalnya Pasar Johar blok B, atau berkeliling di Tanjung Mas."),
        render_kw=UNAIDED,
    )
    still_working = BooleanField(
        _("Orang ini menyatakan masih aktif bekerja"),
        validators=[
            DataRequired(_("Tanyakan dan tandai: hanya yang masih aktif bekerja dapat didaftarkan."))
        ],
        render_kw=UNAIDED,
    )
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"),
        validators=[
            DataRequired(_("Bacakan persetujuan dan tandai bila ia setuju. Tanpa itu data tidak disimpan."))
        ],
        render_kw=UNAIDED,
    )
    consent_how = consent_how_field()
    batch = SelectField(
        _("Ditanggung oleh"),
        validators=[checks.batch_is_offered],
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    ask_approval = BooleanField(_("Kirim permohonan persetujuan ke Disnaker"), render_kw=UNAIDED)
    approval_reason = StringField(
        _("Mengapa orang ini bekerja"),
        validators=[
            Length(max=200, message=_("Alasan paling banyak 200 huruf.")),
            checks.approval_is_explained,
        ],
        description=_("Misalnya: membantu orang tua berjualan sepulang sekolah."),
        render_kw=UNAIDED,
    )
    told_apart = BooleanField(_("Bukan orang yang sama"))  # the button under the people who look alike
    # What may follow later; the fold around it says so once for all of it.
    birth_place = StringField(
        _("Tempat lahir"),
        validators=[Length(max=80, message=_("Paling banyak 80 huruf.")), no_long_number],
        render_kw=UNAIDED,
    )
    mother_name = StringField(
        _("Nama ibu kandung"),
        validators=[Length(max=120, message=_("Paling banyak 120 huruf."))],
        render_kw=UNAIDED,
    )
    income = StringField(
        _("Penghasilan sebulan (rupiah)"),
        validators=[checks.income_is_a_number],
        description=_("Misalnya 1.500.000 atau 1,5 juta."),
        render_kw=UNAIDED,
    )
    kpj = StringField(
        _("Nomor KPJ bila sudah punya"), validators=[checks.kpj_is_sound], render_kw=DIGITS | UNAIDED
    )
    dtsen_decile = StringField(
        _("Desil DTSEN"),
        validators=[Regexp(r"^\s*(10|[1-9])?\s*$", message=_("Desil adalah angka 1 sampai 10."))],
        render_kw=DIGITS | UNAIDED,
    )
