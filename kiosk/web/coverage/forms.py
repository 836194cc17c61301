"""A long list is asked for: which one stands in `filters`, as the address of its page has them."""

from flask_wtf import FlaskForm
from wtforms import HiddenField

from kiosk.web.once_field import client_key_field


class SheetForm(FlaskForm):
    client_key = client_key_field()
    filters = HiddenField()
