"""A form is sent: right and done, or back with what was wrong beside it, in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.page_context import sentence


def sent(
    form: FlaskForm, act: Callable[[], object], *, beside: Mapping[type[Refused], Field] | None = None
) -> bool:
    """Whether the form was right and its use done; a refusal stands with the form, one of a kind in `beside` with
    that field."""
    if not form.validate():
        return False
    try:
        act()
    except KeyInUse:
        raise
    except Refused as refusal:
        _place(said(refusal), form, _field_for(refusal, beside or {}))
        return False
    return True


def _field_for(refusal: Refused, beside: Mapping[type[Refused], Field]) -> Field | None:
    return next((field for kind, field in beside.items() if isinstance(refusal, kind)), None)


def _place(words: str, form: FlaskForm, field: Field | None) -> None:
    if field is None:
        form.form_errors.append(words)
    else:
        field.errors = [*field.errors, words]


def said(refusal: Refused) -> str:
    """One that carries a finding holds days, which each language says in its own way."""
    finding = getattr(refusal, "finding", None)
    return sentence(finding) if finding else _(refusal.message) % refusal.params
