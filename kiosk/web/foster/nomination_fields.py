"""The fields of the form for somebody whom a donor names, in the order they are checked."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import AnyOf, DataRequired

from kiosk.domain.ktp_reasons import KTP_REASONS
from kiosk.domain.pledges import RELATION_WORDS, WORK_WORDS
from kiosk.web.consent_field import consent_how_field
from kiosk.web.enrolment import checks
from kiosk.web.foster.nomination_checks import (
    UNAIDED,
    birth_is_told,
    difference_is_explained,
    home_is_known,
    is_own_work,
    line,
    regency_is_named,
    work_is_of_the_scheme,
)
from kiosk.web.once_field import client_key_field

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
MAY_BE_EMPTY = checks.MayBeEmpty()


class NominationFields(FlaskForm):
    client_key = client_key_field()
    kecamatan = HiddenField()
    ganti = HiddenField()  # the id of the pledge whose place they take
    work = RadioField(
        _("Bagaimana orang ini bekerja"),
        choices=[SelectChoice(code, _(words)) for code, words in WORK_WORDS.items()],
        validators=[is_own_work],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    relation = RadioField(
        _("Hubungannya dengan Anda"),
        choices=[SelectChoice(code, _(words)) for code, words in RELATION_WORDS.items()],
        validators=[AnyOf(tuple(RELATION_WORDS), _("Pilih hubungan orang ini dengan Anda."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    nik = StringField(
        _("NIK"),
        validators=[
            DataRequired(_("Isi NIK 16 angka seperti tertulis pada KTP.")),
            checks.nik_is_sound,
        ],
        description=_("16 angka, seperti tertulis pada KTP orangnya."),
        render_kw=DIGITS | {"maxlength": 24},
    )
    name = StringField(
        _("Nama lengkap"),
        validators=[DataRequired(_("Isi nama lengkap seperti tertulis pada KTP.")), checks.name_is_sound],
        render_kw=UNAIDED,
    )
    birth_on = StringField(
        _("Tanggal lahir"),
        validators=[birth_is_told],
        description=_("Contoh: 17/05/1980"),
        render_kw=DIGITS,
    )
    sex = RadioField(
        _("Jenis kelamin"),
        choices=[SelectChoice("L", _("Laki-laki")), SelectChoice("P", _("Perempuan"))],
        validators=[AnyOf(("L", "P"), _("Pilih laki-laki atau perempuan."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    ktp_reason = RadioField(
        _("Mengapa berbeda dengan NIK?"),
        choices=[SelectChoice(code, _(words)) for code, words in KTP_REASONS.items()],
        validators=[difference_is_explained],
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
        validators=[home_is_known],
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    home_regency = line(_("Kabupaten atau kota asal"), 80, regency_is_named)
    rt = StringField(_("RT"), validators=[MAY_BE_EMPTY, checks.number_of_block], render_kw=DIGITS)
    rw = StringField(_("RW"), validators=[MAY_BE_EMPTY, checks.number_of_block], render_kw=DIGITS)
    address = line(_("Alamat"), 200, MAY_BE_EMPTY)
    occupation = SelectField(
        _("Pekerjaan"),
        validators=[work_is_of_the_scheme],
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    workplace = line(
        _("Tempat bekerja"),
        120,
        MAY_BE_EMPTY,
        description=_("Misalnya Pasar Johar blok B, atau berkeliling di Tanjung Mas."),
    )
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"),
        validators=[
            DataRequired(_("Bacakan persetujuan dan tandai bila ia setuju. Tanpa itu data tidak disimpan."))
        ],
        render_kw=UNAIDED,
    )
    consent_how = consent_how_field(default=None)
    consent_note = line(
        _("Catatan persetujuan"),
        200,
        MAY_BE_EMPTY,
        description=_("Cap jempol: di mana, misalnya di formulir kertas no. 12. Saksi: namanya."),
    )
    take_known = BooleanField(_("Tambahkan orang ini"))  # the button under who is enrolled already
