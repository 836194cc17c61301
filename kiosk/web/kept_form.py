"""A lock, a lapsed sign-in or a stale token never eats a filled form.

The posted fields come back sealed in one hidden field of a page that asks for what is missing (the password, a
sign-in, one more press) and posts to the same address; then the request goes on as if nothing had happened."""

import base64
import json
import time

from flask import g, redirect, render_template, request, session
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.files.vault import VaultError
from kiosk.services import accounts, safe, settings
from kiosk.web.accounts.new_password import normal

FIELD = "kept_form"
PASSWORD = "unlock_password"
NEVER_KEPT = ("csrf_token", "password", FIELD, PASSWORD)
SECONDS_BETWEEN_NOTES = 30


def restore():
    """Before every POST: if a kept form came along, it is the form. Nobody sends what another person typed."""
    if request.method != "POST" or FIELD not in request.form:
        return None
    person, pairs = _opened(request.form[FIELD])
    if person and current_user.is_authenticated and person != current_user.get_id():
        return render_template("accounts/not_yours.html"), 409
    extra = [(name, request.form[name]) for name in ("csrf_token", PASSWORD) if name in request.form]
    request.form = ImmutableMultiDict([*pairs, *extra])
    g.kept_for = person
    return None


def _opened(sealed: str) -> tuple[str, list[tuple[str, str]]]:
    """Whose form it is (empty where nobody knows) and its fields; nothing where it was tampered with."""
    try:
        text = safe.open_text(base64.urlsafe_b64decode(sealed), _purpose())
        person, pairs = json.loads(text)
        return person, [tuple(pair) for pair in pairs]
    except (ValueError, VaultError):
        return "", []


def _purpose() -> str:
    """Bound to the address it was posted to: one form cannot be replayed as another."""
    return f"{safe.FORM}:{request.path}"


def _kept() -> str:
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    sealed = safe.seal(json.dumps([_person(), pairs]), _purpose())
    return base64.urlsafe_b64encode(sealed).decode()


def _person() -> str:
    """Who typed it, as far as this browser still knows: signed in, or signed in until a moment ago."""
    return current_user.get_id() or session.get("_user_id") or g.get("kept_for") or ""


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
    if not password or not user.verify_and_update_password(normal(password)):
        accounts.note_wrong_try(user)
        return _("Kata sandi tidak cocok. Ketik sekali lagi.")
    accounts.forget_wrong_tries(user)
    session.pop("locked", None)
    session["seen"] = int(time.time())
    return ""


def after_lapsed_sign_in():
    """A form posted without a sign-in: kept, with a way to sign in beside it. A script is told by the status."""
    return _send_again(401 if request.headers.get("X-Requested-With") == "fetch" else 422, lapsed=True)


def gives_form_back(view):
    """For a route that shows its FlaskForm again, filled, with 422: it does so for a stale token too."""
    view.gives_form_back = True
    return view


def after_stale_token():
    """Any other form whose CSRF token no longer fits the session: one more press sends it."""
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
