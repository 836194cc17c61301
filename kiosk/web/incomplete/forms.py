"""What Dukcapil said about a NIK."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


class RefusalForm(FlaskForm):
    client_key = client_key_field()
    note = reason_field(
        _("Apa kata Dukcapil"),
        missing=_("Tulis apa kata Dukcapil, supaya yang membetulkan tahu harus mulai dari mana."),
        description=_("Misalnya: NIK tidak ditemukan, atau nama di Dukcapil berbeda. Jangan tulis angkanya."),
    )
