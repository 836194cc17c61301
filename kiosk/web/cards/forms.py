"""Ask for cards: of one worker, or of a batch."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length

from kiosk.web.once_field import client_key_field


class PrintForm(FlaskForm):
    client_key = client_key_field()
    worker = HiddenField(validators=[Length(max=20)])
    batch = HiddenField(validators=[Length(max=20)])
