"""One photograph for a person who is enrolled already."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from kiosk.web.once_field import client_key_field
from kiosk.web.photo_field import photo_field


def photo_is_chosen(form, field) -> None:
    if not field.data:
        raise ValidationError(gettext("Ambil atau pilih foto orangnya lebih dulu."))


class PhotoForm(FlaskForm):
    picture: bytes | None = None

    client_key = client_key_field()
    photo = photo_field(_("Foto orangnya"), photo_is_chosen)
