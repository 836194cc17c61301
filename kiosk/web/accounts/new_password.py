"""The two fields of a new password, the same wherever one is chosen."""

from flask import current_app
from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from kiosk.config import DEMO_PASSWORD
from kiosk.web.accounts.guessable import guessable

SHORTEST, LONGEST = 10, 128


def hard_to_guess(form, field) -> None:
    """`form.about()` is what others know of the person."""
    if len(field.data) < SHORTEST or _demos_own(field.data):
        return
    if guessable(normal(field.data), form.about()):
        raise ValidationError(
            _(
                "Kata sandi ini mudah ditebak. Pakai tiga atau empat kata yang tidak berhubungan, atau tambah hurufnya."
            )
        )


def _demos_own(password: str) -> bool:
    """The demo shows its password to everybody; anywhere else the same word is the first to be tried."""
    return current_app.config["ENVIRONMENT"] == "demo" and password == DEMO_PASSWORD


def new_password_field(label) -> PasswordField:
    return PasswordField(
        label,
        description=_("Paling sedikit 10 huruf atau angka. Beberapa kata yang hanya Anda tahu sudah kuat."),
        validators=[
            DataRequired(_("Isi kata sandi baru.")),
            Length(
                min=SHORTEST,
                message=_("Kata sandi terlalu pendek. Pakai paling sedikit 10 huruf atau angka."),
            ),
            Length(
                max=LONGEST,
                message=_("Kata sandi terlalu panjang. Pakai paling banyak 128 huruf atau angka."),
            ),
            hard_to_guess,
        ],
        render_kw={"autocomplete": "new-password"},
    )


def password_again_field(first: str) -> PasswordField:
    return PasswordField(
        _("Ulangi kata sandi baru"),
        validators=[
            EqualTo(first, message=_("Kedua kata sandi baru tidak sama. Ketik keduanya sekali lagi."))
        ],
        render_kw={"autocomplete": "new-password"},
    )


def normal(password: str) -> str:
    """The password in the Unicode form that the library compares."""
    return current_app.extensions["security"].password_util.normalize(password)
