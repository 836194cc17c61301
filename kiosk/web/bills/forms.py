"""A bill is asked for by one press; the city's for a funder and a month; taken back with a reason."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services.batch_refused import WAYS
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import month_name
from kiosk.web.reason_field import reason_field

MONTHS_BACK, MONTHS_OFFERED = 3, 16


class PressForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class BatchBillForm(PressForm):
    """`refused`: whether it asks for those too whom BPJS has refused; empty where nobody is."""

    refused = StringField()

    def validate_refused(self, field):
        if field.data not in ("", None, *WAYS):
            raise ValidationError(gettext("Pilih: tagihan tanpa mereka, atau untuk semua."))


class FunderBillForm(FlaskForm):
    client_key = client_key_field()
    funder = SelectField(_("Penanggung"), validate_choice=False, choices=[])
    month = SelectField(
        _("Bulan"),
        description=_(
            "Satu tagihan berisi semua bulan pekerja penanggung ini yang belum ditagih pada bulan itu."
        ),
        validate_choice=False,
        choices=[],
    )

    def __init__(self, *args, funders: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self._months = months_from(add_months(first_of_month(today()), -MONTHS_BACK), MONTHS_OFFERED)
        self.funder.choices = [("", gettext("Pilih penanggung")), *funders]
        self.month.choices = [(f"{month:%Y-%m}", month_name(month)) for month in self._months]
        if not self.is_submitted():
            self.month.data = f"{today():%Y-%m}"

    def validate_funder(self, field):
        if field.data not in {value for value, _words in field.choices if value}:
            raise ValidationError(gettext("Pilih penanggung dari daftar."))

    def validate_month(self, field):
        if self.first_day is None:
            raise ValidationError(gettext("Pilih bulan dari daftar."))

    @property
    def first_day(self) -> date | None:
        return next((month for month in self._months if f"{month:%Y-%m}" == self.month.data), None)


class CancelBillForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa tagihan ini dibatalkan."))
