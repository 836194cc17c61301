"""A form is sent: right and done, or back with what was wrong beside it, in the reader's language."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.page_context import sentence


def sent(form: FlaskForm, act: Callable[[], object]) -> bool:
    """Whether the form was right and its use done; a refusal stands with the form."""
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
    """One that carries a finding holds days, which each language says in its own way."""
    finding = getattr(refusal, "finding", None)
    return sentence(finding) if finding else _(refusal.message) % refusal.params
