"""A lock, a lapsed sign-in or a stale token never eats a filled form.

The posted fields come back sealed in one hidden field of a page that asks for what is missing (the password, a
sign-in, one more press) and posts to the same address; then the request goes on as if nothing had happened."""

import base64
import json
import time

from flask import current_app, g, redirect, render_template, request, session
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.files.vault import VaultError
from kiosk.services import accounts, safe, settings
from kiosk.web.accounts.new_password import normal
from kiosk.web.accounts.way_back import detour
from kiosk.web.answers import WHOLE_PAGE, wants_fragment
from kiosk.web.filled_by import is_somebody_elses
from kiosk.web.kept_files import left_behind

FIELD = "kept_form"
PASSWORD = "unlock_password"
NEVER_KEPT = ("csrf_token", "password", FIELD, PASSWORD)
SECONDS_BETWEEN_NOTES = 30


def restore():
    """Before every POST: if a kept form came along, it is the form. Nobody sends what another person typed."""
    if request.method != "POST":
        return None
    if FIELD in request.form:
        _take_kept_form()
    if _kept_for_another() or is_somebody_elses():
        page = render_template(
            "accounts/not_yours.html", action=_address(), kept=_kept(g.get("kept_for", ""))
        )
        return page, 409
    return None


def _take_kept_form() -> None:
    g.kept_for, pairs, g.files_left_behind = _opened(request.form[FIELD])
    extra = [(name, request.form[name]) for name in ("csrf_token", PASSWORD) if name in request.form]
    request.form = ImmutableMultiDict([*pairs, *extra])


def _kept_for_another() -> bool:
    person = g.get("kept_for")
    return bool(person) and current_user.is_authenticated and person != current_user.get_id()


def _opened(sealed: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """Whose form it is (empty where nobody knows), its fields, the names of those whose file was left behind;
    nothing where it was tampered with."""
    try:
        text = safe.open_text(base64.urlsafe_b64decode(sealed), _purpose())
        person, pairs, files = json.loads(text or "")  # an empty field holds no text
        return person, [tuple(pair) for pair in pairs], files
    except (ValueError, VaultError):
        return "", [], []


def _purpose() -> str:
    """Bound to the address it was posted to: one form cannot be replayed as another."""
    return f"{safe.FORM}:{request.path}"


def _kept(person: str | None = None) -> str:
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    kept = [_person() if person is None else person, pairs, left_behind()]
    sealed = safe.seal(json.dumps(kept), _purpose())
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
    return redirect(detour("/buka-kunci"))


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
    status = 401 if request.headers.get("X-Requested-With") == "fetch" else 422
    return _send_again(status, lapsed=True, again="kept_for" in g)


def gives_form_back(view):
    """For a route that shows its FlaskForm again, filled, with 422: it does so for a stale token too."""
    view.gives_form_back = True
    return view


def after_stale_token():
    """Any other form whose CSRF token no longer fits the session: one more press sends it."""
    return _send_again(422)


def while_store_is_away():
    """Back comes what a signed-in person posted while the database did not answer, without asking it anything; None
    where there is nothing to give back. A form that came along sealed stays as it was sealed."""
    person = session.get("_user_id") or g.get("kept_for")
    if request.method != "POST" or not person:
        return None
    return _send_again(503, kept=request.form.get(FIELD) or _kept(person), away=True)


def _send_again(status: int, kept: str = "", **context):
    page = render_template(
        "accounts/send_again.html",
        action=_address(),
        kept=kept or _kept(),
        had_file=bool(left_behind()),
        **context,
    )
    return page, status, _where_it_goes()


def _where_it_goes() -> dict[str, str]:
    """A form that stands in a part of its page would get this page into that part."""
    view = current_app.view_functions.get(request.endpoint)
    return WHOLE_PAGE if wants_fragment() and getattr(view, "gives_form_back", False) else {}


def _address() -> str:
    return request.full_path.rstrip("?")
