"""The key under which a form is answered once, however often a bad network sends it."""

from uuid import uuid4

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import InputRequired, Regexp

RELOAD = _("Muat ulang halaman ini, lalu isi sekali lagi.")


def client_key_field() -> HiddenField:
    """A fresh key with each blank form; a form given back keeps the one it came with."""
    return HiddenField(
        default=lambda: uuid4().hex,
        validators=[InputRequired(RELOAD), Regexp(r"^[0-9A-Za-z-]{16,64}$", message=RELOAD)],
    )
