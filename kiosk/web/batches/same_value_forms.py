"""Wrong rows in which the same is written, each value with a form of its own: what it means is chosen once."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField

from kiosk.domain.place_writing import areas_meant
from kiosk.services import batch_same_mending, batch_same_values, places
from kiosk.services.acting import Actor
from kiosk.services.batch_pages import BatchFile
from kiosk.services.batch_same_values import SameValue
from kiosk.services.batches import takes_sheets
from kiosk.web.batches.area_options import area_options
from kiosk.web.enrolment.choices import OptionsSelect, occupation_options
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}


class _SameValueForm(FlaskForm):
    client_key = client_key_field()
    written = HiddenField()

    def named(self, value: SameValue, at: int) -> "_SameValueForm":
        """Several stand on one page: each with ids of its own, and what is written as its question."""
        words = gettext("“%(written)s” pada %(rows)s baris berarti", written=value.written, rows=value.rows)
        self.choice.label.text = words
        for field in self:
            field.id = f"{field.id}-same-{at}"
            field.label.field_id = field.id
        return self


class SameAreaForm(_SameValueForm):
    choice = SelectField(
        _("Kelurahan"),
        widget=OptionsSelect(area_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )


class SameOccupationForm(_SameValueForm):
    choice = SelectField(
        _("Pekerjaan"),
        widget=OptionsSelect(occupation_options),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )


class WhichAreaForm(_SameValueForm):
    choice = RadioField(_("Kelurahan"), choices=[], validate_choice=False, render_kw=UNAIDED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = areas_meant(self.written.data or "", "", places.areas_named)
        words = _("%(name)s, Kecamatan %(kecamatan)s")
        self.choice.choices = [
            (area.code, words % {"name": area.name, "kecamatan": area.kecamatan}) for area in found
        ]


FORMS = {
    "kelurahan_unknown": SameAreaForm,
    "kelurahan_twice": WhichAreaForm,
    "occupation_unknown": SameOccupationForm,
}


def same_values_part(file: BatchFile, code: str, by: Actor, sent: FlaskForm | None = None) -> dict:
    """What batches/_same_values.html needs; `sent` is a form that came back."""
    if code not in FORMS or by.role == "auditor" or not takes_sheets(file.batch):
        return {"same_forms": [], "same_job": None}
    values = batch_same_values.same_values(file.batch, code)
    return {
        "same_forms": [_form(code, value, at, sent) for at, value in enumerate(values, 1)],
        "same_job": batch_same_mending.job_of(file.batch, code),
    }


def _form(code: str, value: SameValue, at: int, sent: FlaskForm | None) -> FlaskForm:
    came_back = sent is not None and sent.written.data == value.written
    form = sent if came_back else FORMS[code](formdata=None, data={"written": value.written})
    return form.named(value, at)
