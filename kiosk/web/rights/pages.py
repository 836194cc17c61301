"""The page on which each form of these rights stands."""

from flask_wtf import FlaskForm

from kiosk.services import worker_rights
from kiosk.web.access import actor
from kiosk.web.answers import show


def page_of(template: str, reg_no: str, form: FlaskForm, status: int = 200, **more):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    return show(template, form=form, worker=worker, status=status, **more)
