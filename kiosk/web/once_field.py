"""The key under which a form is answered once, however often a bad network sends it; beside it, who fills it in."""

from uuid import uuid4

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import HiddenField
from wtforms.validators import InputRequired, Regexp
from wtforms.widgets import HiddenInput

from kiosk.web.filled_by import filled_by_input

RELOAD = _("Muat ulang halaman ini, lalu isi sekali lagi.")


class KeyAndReader(HiddenInput):
    """The hidden key, and its reader in a second hidden field."""

    def __call__(self, field, **attributes) -> Markup:
        return super().__call__(field, **attributes) + filled_by_input()


def client_key_field() -> HiddenField:
    """A fresh key with each blank form; a form given back keeps the one it came with."""
    return HiddenField(
        default=lambda: uuid4().hex,
        widget=KeyAndReader(),
        validators=[InputRequired(RELOAD), Regexp(r"^[0-9A-Za-z-]{16,64}$", message=RELOAD)],
    )
