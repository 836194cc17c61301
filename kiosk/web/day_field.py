"""A day as somebody writes it into a form."""

from datetime import date

from wtforms import StringField
from wtforms.validators import StopValidation

from kiosk.domain.dates import read_date
from kiosk.domain.findings import Severity
from kiosk.web.page_context import sentence


class DayField(StringField):
    """`21/11/2026` and what else domain/dates.py reads; `day` is None while it is empty or not understood."""

    @property
    def day(self) -> date | None:
        return read_date(self.data).day

    def pre_validate(self, form) -> None:
        for finding in read_date(self.data).findings:
            if finding.severity is Severity.BLOCK:
                raise StopValidation(sentence(finding))
