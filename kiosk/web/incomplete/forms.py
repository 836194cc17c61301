"""What Dukcapil said about a NIK."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field


class RefusalForm(FlaskForm):
    client_key = client_key_field()
    note = reason_field(
        _("Apa kata Dukcapil"),
        missing=_("Tulis apa kata Dukcapil, supaya yang membetulkan tahu harus mulai dari mana."),
        description=_("Misalnya: NIK tidak ditemukan, atau nama di Dukcapil berbeda. Jangan tulis angkanya."),
    )


class SettledForm(FlaskForm):
    """What a refusal was settled by; whoever asks later reads it in the trail."""

    note = reason_field(
        _("Apa yang dipastikan atau dibetulkan"),
        missing=_("Tulis dalam satu kalimat apa yang dipastikan atau dibetulkan, dan oleh siapa."),
        description=_("Misalnya: BPJS Semarang membetulkan datanya, kata Bu Ratna lewat telepon."),
        no_number=no_number_in_reason,
    )
