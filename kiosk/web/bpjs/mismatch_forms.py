"""How a mismatch was settled, in one sentence."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.reason_field import reason_field


class SettlementForm(FlaskForm):
    """`filters` says to which list to come back."""

    filters = HiddenField()
    how = reason_field(
        _("Apa yang ditemukan"),
        missing=_("Tulis dalam satu kalimat apa yang ditemukan, supaya orang lain mengerti."),
        description=_("Misalnya: BPJS sudah membetulkan datanya; iuran dibayar sendiri sejak Maret."),
        no_number=no_number_in_reason,
    )
