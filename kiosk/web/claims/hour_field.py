"""An hour as somebody writes it into a form."""

from datetime import time

from flask_babel import gettext
from wtforms import StringField
from wtforms.validators import Optional, StopValidation

from kiosk.domain.claims import read_hour


class HourField(StringField):
    """`14.30` and what else domain/claims.read_hour reads; `hour` is None while it is empty or not understood."""

    @property
    def hour(self) -> time | None:
        try:
            return read_hour(self.data or "")
        except ValueError:
            return None

    def pre_validate(self, form) -> None:
        try:
            read_hour(self.data or "")
        except ValueError:
            raise StopValidation(gettext("Jam itu tidak dapat dibaca. Tulis seperti 14.30.")) from None


class MayStayEmpty(Optional):
    """Says so beside the label, and lets what is filled in be looked at."""

    def __call__(self, form, field) -> None:
        return None
