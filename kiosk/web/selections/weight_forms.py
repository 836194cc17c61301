"""New weights of a selection's points, with the day from which they hold and their basis."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.clock import today
from kiosk.domain.selections import CRITERIA, Criterion
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.selections.fields import PointsField
from kiosk.web.tariffs.forms import one_line

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class WeightsForm(FlaskForm):
    """`criteria` are those in force, from which one begins."""

    client_key = client_key_field()
    weight_poverty = PointsField(_("Miskin ekstrem"), render_kw=DIGITS)
    weight_lapse = PointsField(_("Terancam putus"), render_kw=DIGITS)
    weight_work = PointsField(_("Pekerjaan berisiko"), render_kw=DIGITS)
    weight_waiting = PointsField(_("Lama menunggu"), render_kw=DIGITS)
    valid_from = DayField(
        _("Berlaku mulai"), description=_("Paling cepat hari ini, misalnya 01/01/2027."), render_kw=DIGITS
    )
    basis = StringField(
        _("Dasar"),
        filters=[one_line],
        description=_("Nomor dan tanggal surat, keputusan, atau notulen yang menetapkannya."),
        validators=[
            DataRequired(_("Tulis dasarnya: nomor dan tanggal surat, keputusan, atau notulen.")),
            Length(max=400, message=_("Dasarnya paling banyak 400 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, *, criteria: list[Criterion]):
        super().__init__(
            data={f"weight_{one.code}": str(one.weight) for one in criteria}
            | {"valid_from": f"{today():%d/%m/%Y}"}
        )

    def validate_valid_from(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal mulai berlakunya."))

    def weight(self, code: str) -> PointsField:
        return self[f"weight_{code}"]

    @property
    def weights(self) -> dict[str, int]:
        return {code: self.weight(code).points for code in CRITERIA}
