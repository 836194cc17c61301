"""How each form of these rights is sent, and the page it stands on."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.services import worker_rights
from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor
from kiosk.web.answers import show


def sent(form: FlaskForm, act: Callable[[], None]) -> bool:
    """Whether the form was right and its use done; a refusal stands with the form."""
    if not form.validate():
        return False
    try:
        act()
    except KeyInUse:
        raise
    except Refused as refusal:
        form.form_errors.append(_(refusal.message) % refusal.params)
        return False
    return True


def page_of(template: str, reg_no: str, form: FlaskForm, status: int = 200, **more):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    return show(template, form=form, worker=worker, status=status, **more)
