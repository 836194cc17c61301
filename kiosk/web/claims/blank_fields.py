"""What the forms of a claim begin with: today, and now."""

from flask_wtf import FlaskForm

from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.words import clock_time

UNAIDED = {"autocomplete": "off"}
A_DAY = UNAIDED | {"inputmode": "numeric"}


def today_written() -> str:
    return f"{today():%d/%m/%Y}"


def now_written() -> str:
    return clock_time(local(utc_now()))


def prepare(form: FlaskForm, **values: str) -> None:
    """What a blank form begins with; a field that was not sent stays empty."""
    if not form.is_submitted():
        for name, value in values.items():
            form[name].data = value
