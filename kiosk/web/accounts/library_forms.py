"""Flask-Security's forms with our labels and sentences, and with the lock of accounts.py in each of them."""

from flask import current_app, request, session
from flask_babel import lazy_gettext as _
from flask_security import current_user, user_failed_authn
from flask_security.forms import (
    ChangePasswordForm,
    LoginForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired

from kiosk.domain import clock, words
from kiosk.services import accounts, unknown_addresses
from kiosk.web.accounts.new_password import new_password_field, password_again_field
from kiosk.web.accounts.way_back import way_back

INVITED = "invited_address"


class SignInForm(LoginForm):
    """One sentence for every wrong pair: which half was wrong is nobody's business."""

    email = EmailField(
        _("Alamat surel"),
        validators=[DataRequired(_("Isi alamat surel Anda."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Kata sandi"),
        validators=[DataRequired(_("Isi kata sandi Anda."))],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args, **kwargs):
        """Who has chosen a password a moment ago finds the address filled in, once."""
        super().__init__(*args, **kwargs)
        if request.method == "GET" and not self.email.data:
            self.email.data = session.pop(INVITED, "")

    def validate(self, **kwargs) -> bool:
        self.email.data = (self.email.data or "").strip().lower()
        self.next.data = way_back(self.next.data, otherwise="")
        if until := self._locked_until():
            self._say(locked_sentence(until))
            return False
        if not super().validate(**kwargs):
            self._say_it_plainly()
            return False
        return True

    def _locked_until(self):
        """Asked before the password: a locked account does not tell whether a guess was right."""
        known = current_app.extensions["security"].datastore.find_user(email=self.email.data)
        otherwise = unknown_addresses.locked_until(self.email.data)  # always asked: both cost the same
        return accounts.locked_until(known) if known else otherwise

    def _say_it_plainly(self) -> None:
        if not self.email.data or not self.password.data:
            return
        if self.ifield and self.user is None:
            unknown_addresses.note_wrong_try(self.email.data)
        if self.user and not self.user.active and self.user_authenticated:
            self._say(_("Akun ini sudah ditutup. Hubungi admin bila Anda masih memerlukannya."))
        else:
            self._say(_("Alamat surel dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."))

    def _say(self, message) -> None:
        self.email.errors, self.password.errors = [], [str(message)]


class CodeForm(TwoFactorVerifyCodeForm):
    """The six digits of the authenticator; guessing them locks the account as wrong passwords do."""

    code = StringField(
        _("Kode enam angka"),
        validators=[DataRequired(_("Isi kode enam angka dari aplikasi di ponsel Anda."))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "8"},
        filters=[lambda text: "".join((text or "").split())],
    )

    def validate(self, **kwargs) -> bool:
        if until := accounts.locked_until(self.user):
            self.code.errors = [str(locked_sentence(until))]
            return False
        if super().validate(**kwargs):
            return True
        if self.code.data:
            self.code.errors = [
                str(_("Kode tidak cocok. Tunggu kode berikutnya di ponsel Anda, lalu ketik kode itu."))
            ]
        return False


class SecondStepForm(TwoFactorSetupForm):
    """Who must have a second step cannot switch it off."""

    def validate(self, **kwargs) -> bool:
        if self.setup.data == "disable" and self.user.role in current_app.config["SECOND_STEP_ROLES"]:
            self.setup.errors = [str(_("Langkah kedua wajib untuk peran Anda dan tidak dapat dimatikan."))]
            return False
        return super().validate(**kwargs)


class PasswordAgainForm(VerifyForm):
    password = PasswordField(
        _("Kata sandi"),
        validators=[DataRequired(_("Isi kata sandi Anda."))],
        render_kw={"autocomplete": "current-password"},
    )

    def validate(self, **kwargs) -> bool:
        return _refuse_when_locked(self.password) and super().validate(**kwargs)


class OwnPasswordForm(ChangePasswordForm):
    password = PasswordField(
        _("Kata sandi sekarang"),
        validators=[DataRequired(_("Isi kata sandi Anda yang sekarang."))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = new_password_field(_("Kata sandi baru"))
    new_password_confirm = password_again_field("new_password")

    def about(self) -> tuple[str, ...]:
        return current_user.email, current_user.name

    def validate(self, **kwargs) -> bool:
        if not _refuse_when_locked(self.password):
            return False
        right = super().validate(**kwargs)
        if self.password.data and self.password.errors and not self.new_password.errors:
            _count_wrong_try()
        return right


def locked_sentence(until):
    time = words.clock_time(clock.local(until))
    return _("Terlalu banyak percobaan yang salah. Akun ini dapat dipakai lagi pukul %(time)s.", time=time)


def _refuse_when_locked(field) -> bool:
    """False, with the sentence on the field, while the signed-in person's account is locked."""
    if until := accounts.locked_until(current_user):
        field.errors = [str(locked_sentence(until))]
        return False
    return True


def _count_wrong_try() -> None:
    app = current_app._get_current_object()
    user_failed_authn.send(app, user=current_user._get_current_object(), auth_type="password")
