"""How a person said yes, asked the same way wherever a consent is taken."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice
from wtforms.validators import AnyOf


def consent_how_field(default: str | None = "self") -> RadioField:
    """self | thumb | witness, as Consent.how keeps it; None where it has to be chosen."""
    return RadioField(
        _("Cara menyetujui"),
        choices=[
            SelectChoice("self", _("Membaca sendiri")),
            SelectChoice("thumb", _("Dibacakan, cap jempol")),
            SelectChoice("witness", _("Dibacakan, dengan saksi")),
        ],
        default=default,
        validators=[AnyOf(("self", "thumb", "witness"), _("Pilih cara orang ini menyetujui."))],
        validate_choice=False,
        render_kw={"autocomplete": "off"},
    )
