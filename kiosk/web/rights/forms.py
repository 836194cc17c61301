"""What is asked before a person's data are frozen, opened again, or their consent is ended or given anew."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import AnyOf, DataRequired

from kiosk.services.freezing import ASKERS
from kiosk.web.consent_field import consent_how_field
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}


class FreezeForm(FlaskForm):
    client_key = client_key_field()
    asker = RadioField(
        _("Siapa yang meminta"),
        choices=[SelectChoice(code, _(words)) for code, words in ASKERS.items()],
        validators=[AnyOf(tuple(ASKERS), _("Pilih siapa yang meminta pembekuan ini."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    reason = reason_field(
        _("Alasan"),
        missing=_("Tulis alasan pembekuan ini."),
        description=_("Misalnya: ia merasa datanya dipakai tanpa izin. Perusahaan tidak melihat alasan ini."),
    )


class UnfreezeForm(FlaskForm):
    client_key = client_key_field()
    reason = reason_field(
        _("Alasan"),
        missing=_("Tulis mengapa pembekuan ini dibuka."),
        description=_("Misalnya: datanya sudah dibetulkan."),
    )
    present = BooleanField(_("Orangnya hadir di sini dan memintanya sendiri"), render_kw=UNAIDED)


class WithdrawalForm(FlaskForm):
    client_key = client_key_field()
    reason = reason_field(
        _("Alasan, bila ia mau menyebutkannya"),
        description=_("Boleh kosong: menarik persetujuan tidak perlu alasan."),
    )
    sure = BooleanField(
        _("Semua ini sudah dibacakan, dan orangnya tetap menarik persetujuannya"),
        validators=[DataRequired(_("Bacakan dulu akibatnya, lalu tandai bila ia tetap menariknya."))],
        render_kw=UNAIDED,
    )


class ConsentAgainForm(FlaskForm):
    client_key = client_key_field()
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"),
        validators=[DataRequired(_("Bacakan persetujuan dan tandai bila ia setuju."))],
        render_kw=UNAIDED,
    )
    consent_how = consent_how_field()
    note = reason_field(
        _("Catatan"),
        description=_("Misalnya letak kertas cap jempol, atau nama saksi. Boleh kosong."),
    )
