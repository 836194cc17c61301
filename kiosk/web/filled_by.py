"""Who filled a form in: every form with a client_key carries its reader, signed, so that nobody sends in their own
name what another person typed. Scripts that post the public names alone carry nobody."""

from flask import current_app, request
from flask_security import current_user
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup
from wtforms.widgets import html_params

FIELD = "filled_by"


def filled_by_input() -> Markup:
    """The hidden field for the person signed in; nothing on a page for everybody."""
    if not current_user.is_authenticated:
        return Markup()
    return Markup(f"<input {html_params(type='hidden', name=FIELD, value=_signer().dumps(current_user.id))}>")


def is_somebody_elses() -> bool:
    """Whether the posted form was filled in by another person than the one signed in now."""
    signed = request.form.get(FIELD)
    return bool(signed) and current_user.is_authenticated and _reader(signed) not in (None, current_user.id)


def _reader(signed: str) -> int | None:
    """None where the signature is not ours, as after the keys were changed."""
    try:
        return _signer().loads(signed)
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt=FIELD)
