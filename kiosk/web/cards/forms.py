"""Ask for cards: of one worker, or of a batch."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length, Regexp


class PrintForm(FlaskForm):
    client_key = HiddenField(validators=[Regexp(r"^[0-9A-Za-z-]{16,64}$")])
    worker = HiddenField(validators=[Length(max=20)])
    batch = HiddenField(validators=[Length(max=20)])
