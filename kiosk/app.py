"""create_app reads as a table of contents: what the process needs, floor by floor."""

import hashlib
import hmac
import os
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_security import Security, current_user, user_authenticated, user_failed_authn
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from db import connection
from db.user_store import UserStore
from kiosk import commands, instance, tasks
from kiosk.config import Settings, settings_from
from kiosk.files.vault import Vault, open_vault
from kiosk.services import (
    accounts,
    bank_layouts,
    cards,
    consents,
    mandate_texts,
    message_sending,
    messages,
    places,
    queue,
    safe,
)
from kiosk.services import settings as dated_settings
from kiosk.web import (
    access,
    before_sign_in,
    blueprints,
    endless_texts,
    errors,
    kept_form,
    no_nul,
    page_context,
    same_site,
    whole_numbers,
)
from kiosk.web.accounts.codes_once import CodesOnce
from kiosk.web.accounts.configuration import SECURITY, SignInForm
from kiosk.web.limits import limiter
from kiosk.web.template_environment import TemplateEnvironment, keep_compiled

LANGUAGES = ("id", "en")
ASKED_BY_ADDRESS = ("verification", "selfservice")
LARGEST_FORM = 20_200_000  # bytes: the largest sheet (20 MB) and the few fields around it
A_YEAR = 365 * 24 * 3600
CHEAP_HASHING = {"argon2__rounds": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve. Raises ConfigurationError and VaultError with sentences."""
    settings = settings or settings_from()
    app = Flask("kiosk", root_path=_root(), static_folder="static", template_folder="templates")
    app.jinja_environment = TemplateEnvironment
    vault = _open_stores(settings)
    _configure(app, settings, vault)
    _add_libraries(app)
    _add_accounts(app)
    page_context.register(app)
    whole_numbers.register(app)
    errors.register(app)
    blueprints.register(app)
    _add_request_steps(app)
    keep_compiled(app)
    commands.register(app, settings)
    return app


def _root() -> str:
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _open_stores(settings: Settings) -> Vault:
    instance.refuse_temporary_keys(settings)
    instance.ensure_folder(settings)
    instance.protect_files(settings)
    connection.configure(settings.database_url)
    instance.ensure_keys(settings)
    vault = open_vault(settings.key_file)
    safe.configure(vault, settings.folder)
    bank_layouts.configure(settings.folder)
    instance.refuse_foreign_keys(settings)
    instance.refuse_demo_people(settings)
    connection.database.close()  # this thread's; the thread that serves opens its own
    cards.configure(settings.public_url)
    _open_mail(settings)
    queue.configure()
    tasks.register()
    places.forget()
    consents.forget()
    mandate_texts.forget()
    dated_settings.forget()
    return vault


def _open_mail(settings: Settings) -> None:
    """Where letters go: made-up people write into a folder."""
    messages.configure(settings.public_url)
    message_sending.configure(
        smtp_url=settings.smtp_url,
        folder=None if settings.production else settings.folder / "pesan",
        host=urlsplit(settings.public_url).hostname,
    )


def _configure(app: Flask, settings: Settings, vault: Vault) -> None:
    secure = settings.public_url.startswith("https://")
    app.config.update(
        ENVIRONMENT=settings.environment,
        PUBLIC_URL=settings.public_url,
        SECRET_KEY=vault.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=A_YEAR,
        SESSION_COOKIE_NAME="payung",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,  # every validator of ours carries its own sentence
        WTF_CSRF_CHECK_DEFAULT=False,  # kept_form comes first, then we ask for the token ourselves
        WTF_CSRF_SSL_STRICT=False,
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_DEFAULT_TIMEZONE="Asia/Jakarta",
        BABEL_TRANSLATION_DIRECTORIES=os.path.join(_root(), "kiosk", "translations"),
        SECOND_STEP_ROLES=() if settings.demo or settings.environment == "test" else ("admin",),
        TEST_ADDRESSES_ALLOWED=not settings.production,
        SECURITY_PASSWORD_SALT=hmac.new(vault.secret_key.encode(), b"password", hashlib.sha256).hexdigest(),
        SECURITY_TOTP_SECRETS={"1": vault.totp_secret},
        **SECURITY,
    )
    if settings.environment == "test":
        app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = CHEAP_HASHING
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)


def _add_libraries(app: Flask) -> None:
    Htmx(app)
    Bootstrap5(app)
    Babel(app, locale_selector=_language)
    app.extensions["csrf_of_payung"] = CSRFProtect(app)
    limiter.init_app(app)
    Talisman(
        app,
        force_https=False,  # the proxy's work; see docs/operations.md
        session_cookie_secure=app.config["SESSION_COOKIE_SECURE"],
        strict_transport_security=app.config["SESSION_COOKIE_SECURE"],
        content_security_policy=CONTENT_SECURITY_POLICY,
        referrer_policy="same-origin",
        frame_options="DENY",
    )


def _language() -> str:
    """Asked for by the address where no cookie is kept (?bahasa=en), chosen in this session, else kept with the
    account; Indonesian first."""
    asked = request.args.get("bahasa") if request.blueprint in ASKED_BY_ADDRESS else None
    for chosen in (asked, session.get("language")):
        if chosen in LANGUAGES:
            return chosen
    return current_user.language if current_user and current_user.is_authenticated else "id"


def _add_accounts(app: Flask) -> None:
    app.before_request(same_site.refuse_others)
    app.before_request(before_sign_in.ask_nobody_in_vain)  # ahead of the library's own step, which asks
    Security(app, UserStore(), login_form=SignInForm, totp_cls=CodesOnce)
    user_failed_authn.connect(_note_wrong_try, app)
    user_authenticated.connect(_note_sign_in, app)


def _note_wrong_try(app, user, **_more) -> None:
    accounts.note_wrong_try(user)


def _note_sign_in(app, user, **_more) -> None:
    session.pop("locked", None)
    session.pop("seen", None)
    accounts.note_sign_in(user, address=request.remote_addr or "")


def _add_request_steps(app: Flask) -> None:
    """In this order: signs no database takes, the kept form, endless texts, the token, then who may use the route."""
    app.before_request(no_nul.refuse_or_drop)
    app.before_request(kept_form.restore)
    app.before_request(endless_texts.cut)
    app.before_request(_check_token)
    app.before_request(access.guard)
    app.after_request(_mark_as_ours)


def _check_token():
    """A route that gives its form back does so itself: the form's own token check fails and shows it filled."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or getattr(view, "without_token", False):
        return
    try:
        current_app.extensions["csrf_of_payung"].protect()
    except CSRFError:
        if not getattr(view, "gives_form_back", False):
            raise


def _mark_as_ours(response):
    """Signed-in pages stay on no shared machine; every answer of ours says so to notice.js."""
    response.headers["X-Payung"] = "1"
    if request.endpoint not in ("static", "bootstrap.static"):
        response.headers["Cache-Control"] = "no-store"
        response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
