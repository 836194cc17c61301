"""A lock, a lapsed sign-in or a stale token never eats a filled form.

The posted fields come back sealed in one hidden field of a page that asks for what is missing (the password, a
sign-in, one more press) and posts to the same address; then the request goes on as if nothing had happened."""

import base64
import json
import time

from flask import redirect, render_template, request, session
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.files.vault import VaultError
from kiosk.services import accounts, safe, settings

FIELD = "kept_form"
PASSWORD = "unlock_password"
NEVER_KEPT = ("csrf_token", "password", FIELD, PASSWORD)
SECONDS_BETWEEN_NOTES = 30


def restore() -> None:
    """Before every POST: if a kept form came along, it is the form."""
    if request.method != "POST" or FIELD not in request.form:
        return
    pairs = _opened(request.form[FIELD])
    extra = [(name, request.form[name]) for name in ("csrf_token", PASSWORD) if name in request.form]
    request.form = ImmutableMultiDict([*pairs, *extra])


def _opened(sealed: str) -> list[tuple[str, str]]:
    try:
        text = safe.open_text(base64.urlsafe_b64decode(sealed), _purpose())
        return [tuple(pair) for pair in json.loads(text)]
    except (ValueError, VaultError):
        return []


def _purpose() -> str:
    """Bound to the address it was posted to: one form cannot be replayed as another."""
    return f"{safe.FORM}:{request.path}"


def _kept() -> str:
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    sealed = safe.seal(json.dumps(pairs), _purpose())
    return base64.urlsafe_b64encode(sealed).decode()


def while_locked():
    """None when the screen is open; else the way to unlock it. Idleness is judged here too, for machines
    without JavaScript."""
    if not _locked():
        return None
    if request.method == "POST":
        return _unlock_in_passing()
    return redirect(f"/buka-kunci?next={request.path}")


def _locked() -> bool:
    now = int(time.time())
    idle = settings.whole("idle_lock_minutes") * 60
    seen = session.get("seen", now)
    if idle and now - seen > idle:
        session["locked"] = True
    elif now - seen > SECONDS_BETWEEN_NOTES or "seen" not in session:
        session["seen"] = now
    return bool(session.get("locked"))


def _unlock_in_passing():
    """The page that asks for the password posts here again with the kept form; a right one lets it through."""
    if PASSWORD not in request.form:
        return _send_again(423, locked=True)
    if problem := try_unlock(request.form[PASSWORD]):
        return _send_again(422, locked=True, problem=problem)
    return None


def try_unlock(password: str) -> str:
    """Unlock this session; answers with what is wrong, or nothing."""
    user = current_user._get_current_object()
    if accounts.locked_until(user):
        return _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.")
    if not password or not user.verify_and_update_password(password):
        accounts.note_wrong_try(user)
        return _("Kata sandi tidak cocok. Ketik sekali lagi.")
    session.pop("locked", None)
    session["seen"] = int(time.time())
    return ""


def after_lapsed_sign_in():
    """A form posted without a sign-in: kept, with a way to sign in beside it."""
    return _send_again(401, lapsed=True)


def after_stale_token():
    """A form whose CSRF token no longer fits the session: one more press sends it."""
    return _send_again(422)


def _send_again(status: int, **context):
    page = render_template(
        "accounts/send_again.html",
        action=request.full_path.rstrip("?"),
        kept=_kept(),
        had_file=bool(request.files and any(file.filename for file in request.files.values())),
        **context,
    )
    return page, status
