"""Every route says who may use it; one that says nothing is closed to all.

Scope on the object is the services' work."""

from flask import current_app, g, redirect, request
from flask_security import current_user

from kiosk.services import accounts
from kiosk.services.acting import ROLES, Actor, PostOfDuty
from kiosk.web import kept_form, post_today
from kiosk.web.accounts.way_back import detour
from kiosk.web.not_for_role import NotForRole

EVERYBODY = "everybody"
NOBODY: tuple[str, ...] = ()

# Routes of libraries, which cannot carry our decorator.
LIBRARY_ROUTES = {
    "static": EVERYBODY,
    "bootstrap.static": EVERYBODY,
    "security.login": EVERYBODY,
    "security.logout": EVERYBODY,
    "security.two_factor_setup": EVERYBODY,  # reached half signed in: the library itself checks the first step
    "security.two_factor_setup_validate": EVERYBODY,
    "security.two_factor_token_validation": EVERYBODY,
    "security.two_factor_rescue": EVERYBODY,
    "security.change_password": ROLES,
    "security.verify": ROLES,
    "security.tf_select": NOBODY,
    "security.static": NOBODY,
}
OPEN_WHILE_LOCKED = {"accounts.unlock", "accounts.lock", "security.logout", "static", "bootstrap.static"}


def allow(*roles: str, post: tuple[str, ...] | None = None):
    """Let these roles use a route. `post` names who may POST; without it, all of them but the auditor."""

    def mark(view):
        view.allowed = roles
        view.allowed_to_post = (
            post if post is not None else tuple(role for role in roles if role != "auditor")
        )
        return view

    return mark


def signed_in(view):
    """Let every role use a route, POST included: one's own account."""
    return allow(*ROLES, post=ROLES)(view)


def public(view):
    """Let anybody use a route, signed in or not."""
    view.allowed = view.allowed_to_post = EVERYBODY
    return view


def rule_of(endpoint: str, method: str = "GET"):
    """EVERYBODY, the roles allowed, or None when the route carries no rule."""
    if endpoint in LIBRARY_ROUTES:
        return LIBRARY_ROUTES[endpoint]
    view = current_app.view_functions.get(endpoint)
    return getattr(view, "allowed" if method in ("GET", "HEAD", "OPTIONS") else "allowed_to_post", None)


def guard():
    """Before every request: the route's rule, the sign-in, the idle lock."""
    if request.endpoint is None:
        return None
    rule = rule_of(request.endpoint, request.method)
    if rule == EVERYBODY:
        return None
    if rule is None:
        raise NotForRole(NOBODY)
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if request.endpoint not in OPEN_WHILE_LOCKED and (answer := kept_form.while_locked()):
        return answer
    if current_user.role not in rule:
        raise NotForRole(rule, may_read=_may_read(request.endpoint))
    return None


def _may_read(endpoint: str) -> bool:
    rule = rule_of(endpoint)
    return request.method == "POST" and rule is not None and (rule == EVERYBODY or current_user.role in rule)


def _ask_to_sign_in():
    if request.method == "POST":
        return kept_form.after_lapsed_sign_in()
    return redirect(detour("/masuk"))


def actor() -> Actor:
    """The person of this request as services need them; the posts of an officer cost one query."""
    if "actor" not in g:
        g.actor = accounts.on_duty(
            current_user._get_current_object(), _post_of_today, address=request.remote_addr or ""
        )
    return g.actor


def _post_of_today(posts: tuple[PostOfDuty, ...]) -> PostOfDuty | None:
    return post_today.post_on_duty(posts, current_user.id)
