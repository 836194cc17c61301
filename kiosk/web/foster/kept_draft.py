"""What this browser keeps of a sign-up, for whoever sits at it now."""

from flask_security import current_user

from kiosk.services import sign_up_drafts
from kiosk.web.foster import draft_cookie

ACCOUNT = "account"


def is_donor() -> bool:
    """Somebody whom the admin has given an account of this role."""
    return current_user.is_authenticated and current_user.role == "donatur"


def account() -> dict[str, str]:
    """A draft is of whoever was signed in when it was typed, or of nobody."""
    return {ACCOUNT: str(current_user.id)} if is_donor() else {}


def kept() -> dict[str, str]:
    """At a shared computer nobody goes on with what another person has typed."""
    fields = sign_up_drafts.fields_of(key=draft_cookie.key())
    if fields.get(ACCOUNT) == account().get(ACCOUNT):
        return fields
    draft_cookie.leave()
    return {}


def link_was_sent() -> bool:
    row = sign_up_drafts.found(key=draft_cookie.key())
    return row is not None and row.link_hash is not None
