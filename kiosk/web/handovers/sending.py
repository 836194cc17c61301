"""How each form of a card is sent: a refusal stands with the form, in the reader's language."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.services.acting import Refused
from kiosk.services.handover_cards import Obstacle
from kiosk.services.once import KeyInUse
from kiosk.web.page_context import sentence


def sent(form: FlaskForm, act: Callable[[], None]) -> bool:
    """Whether the form was right and its use done."""
    if not form.validate():
        return False
    try:
        act()
    except KeyInUse:
        raise
    except Refused as refusal:
        form.form_errors.append(said(refusal))
        return False
    return True


def said(refusal: Refused) -> str:
    """An obstacle holds days, which each language says in its own way."""
    if isinstance(refusal, Obstacle):
        return sentence(refusal.finding)
    return _(refusal.message) % refusal.params
