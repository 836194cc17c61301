"""The fields of a correction: those of the enrolment as they are, and a new number where the present one is wrong.

A secret is never sent to the browser: its field is empty, and empty means that nothing changes."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField, TelField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from kiosk.domain.correction_reasons import CORRECTION_REASONS, LONGEST
from kiosk.web.corrections import checks
from kiosk.web.enrolment.checks import kpj_is_sound
from kiosk.web.enrolment.fields import DIGITS, UNAIDED, EnrolmentFields
from kiosk.web.once_field import RELOAD, client_key_field


class CorrectionFields(FlaskForm):
    client_key = client_key_field()
    seen = HiddenField(validators=[InputRequired(RELOAD)])
    nik = StringField(
        _("NIK baru (isi hanya bila NIK salah)"),
        validators=[checks.new_nik_is_sound],
        render_kw=DIGITS | UNAIDED | {"maxlength": 24},
    )
    serial_zero = BooleanField(_("Nomor urut 0000 memang tertulis begitu pada KTP"), render_kw=UNAIDED)
    name = EnrolmentFields.name
    birth_on = StringField(
        _("Tanggal lahir"),
        validators=[checks.may_be_this_age],
        description=_("Seperti tertulis pada KTP. Contoh: 17/05/2003"),
        render_kw=DIGITS | UNAIDED,
    )
    sex = EnrolmentFields.sex
    ktp_reason = EnrolmentFields.ktp_reason
    phone = TelField(
        _("Ganti nomor HP"),
        validators=[checks.new_or_gone("phone_gone")],
        render_kw=UNAIDED | {"inputmode": "tel"},
    )
    phone_gone = BooleanField(_("Hapus nomor HP"), render_kw=UNAIDED)
    kelurahan = EnrolmentFields.kelurahan
    home_regency = EnrolmentFields.home_regency
    rt = EnrolmentFields.rt
    rw = EnrolmentFields.rw
    address = EnrolmentFields.address
    occupation = EnrolmentFields.occupation
    workplace = EnrolmentFields.workplace
    birth_place = EnrolmentFields.birth_place
    mother_name = StringField(
        _("Ganti nama ibu kandung"),
        validators=[
            Length(max=120, message=_("Paling banyak 120 huruf.")),
            checks.new_or_gone("mother_name_gone"),
        ],
        render_kw=UNAIDED,
    )
    mother_name_gone = BooleanField(_("Hapus nama ibu kandung"), render_kw=UNAIDED)
    income = EnrolmentFields.income
    kpj = StringField(
        _("Ganti nomor KPJ"),
        validators=[kpj_is_sound, checks.new_or_gone("kpj_gone")],
        render_kw=DIGITS | UNAIDED,
    )
    kpj_gone = BooleanField(_("Hapus nomor KPJ"), render_kw=UNAIDED)
    dtsen_decile = EnrolmentFields.dtsen_decile
    reason = RadioField(
        _("Alasan koreksi"),
        choices=[SelectChoice(code, _(words)) for code, words in CORRECTION_REASONS.items()],
        validators=[Optional(), AnyOf(tuple(CORRECTION_REASONS), _("Pilih alasan koreksi ini."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    reason_text = StringField(
        _("Alasan lain"),
        validators=[
            Length(max=LONGEST, message=_("Alasan paling banyak 200 huruf.")),
            checks.other_reason_is_told,
        ],
        description=_("Isi bila memilih Lain. Tanpa NIK, nomor HP, atau nomor lain milik orangnya."),
        render_kw=UNAIDED,
    )
