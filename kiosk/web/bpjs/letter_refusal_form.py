"""BPJS has refused what a letter asks: for whom of it, when, and why."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import ValidationError

from kiosk.web.day_field import DayField
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.reason_field import reason_field


class RefusalForm(FlaskForm):
    """The people stand beside it, each with a tick `pick`; `first` are ticked before anything is sent."""

    people = StringField(_("Orang yang ditolak"))
    refused_on = DayField(
        _("Hari BPJS menolaknya"),
        description=_("Yang tertulis pada jawaban BPJS, misalnya 21/11/2026."),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    why = reason_field(
        _("Alasan BPJS"),
        missing=_("Tulis alasan BPJS, supaya orang lain mengerti mengapa ditolak."),
        description=_("Disalin dari jawabannya, tanpa NIK atau nomor KPJ."),
        no_number=no_number_in_reason,
    )

    def __init__(self, first: set[str], **more):
        super().__init__(**more)
        self._first = first

    def validate_people(self, field):
        if not self.picked:
            raise ValidationError(gettext("Pilih paling sedikit satu orang dalam surat ini."))

    def validate_refused_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi hari BPJS menolaknya."))

    @property
    def picked(self) -> list[str]:
        return list(dict.fromkeys(request.form.getlist("pick")))

    def is_picked(self, reg_no: str) -> bool:
        return reg_no in (self.picked if self.is_submitted() else self._first)
