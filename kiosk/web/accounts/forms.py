"""Forms of one's own account: a password by invite, the post of today, the language, the lock."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, RadioField, SelectChoice
from wtforms.validators import ValidationError

from kiosk.web.accounts.new_password import new_password_field, password_again_field

LANGUAGES = [SelectChoice("id", "Bahasa Indonesia"), SelectChoice("en", "English")]


class InvitationForm(FlaskForm):
    """`email` and `name` are the invited person's, which the password must not repeat."""

    password = new_password_field(_("Kata sandi baru"))
    password_again = password_again_field("password")

    def __init__(self, *args, email: str, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.invited = email
        self.name_of_person = name

    def about(self) -> tuple[str, ...]:
        return self.invited, self.name_of_person

    def validate_password(self, field) -> None:
        if field.data.strip().lower() == self.invited.lower():
            raise ValidationError(
                _("Kata sandi tidak boleh sama dengan alamat surel. Pilih kata sandi lain.")
            )


class PostForm(FlaskForm):
    """`posts` are the officer's own; the value is a post's code."""

    post = RadioField(_("Pos hari ini"), validate_choice=False)
    next = HiddenField()

    def __init__(self, *args, posts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.post.choices = [(post.code, post.name) for post in posts]

    def validate_post(self, field) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError(_("Pilih salah satu pos Anda."))


class LanguageForm(FlaskForm):
    language = RadioField(_("Bahasa"), choices=LANGUAGES)
    next = HiddenField()


class UnlockForm(FlaskForm):
    """No token: the password itself is what only the person at the desk knows."""

    class Meta:
        csrf = False

    password = PasswordField(_("Kata sandi"), render_kw={"autocomplete": "current-password"})
    person = HiddenField()
    next = HiddenField()
