"""What Flask-Security cannot be told by settings: our forms, 422 for errors, limits, the lost phone."""

from functools import wraps
from urllib.parse import urlencode, urlsplit

from flask import Flask, redirect, request, url_for
from flask_security import FormInfo, current_user, views
from flask_wtf import FlaskForm

from kiosk.web import kept_form
from kiosk.web.accounts.library_forms import CodeForm, OwnPasswordForm, PasswordAgainForm, SecondStepForm
from kiosk.web.accounts.way_back import way_back
from kiosk.web.answers import show
from kiosk.web.limits import WRONG_SIGN_INS, limiter

FORMS = {
    "two_factor_verify_code_form": CodeForm,
    "two_factor_setup_form": SecondStepForm,
    "verify_form": PasswordAgainForm,
    "change_password_form": OwnPasswordForm,
}


def fit(app: Flask) -> None:
    """Called when the accounts blueprint is registered: after Security(app), before the first request."""
    security = app.extensions["security"]
    # One kind of answer, so that limits and status codes hold for every way of asking.
    security.want_json(lambda asked: False)
    security.render_template = show_form
    for name, form in FORMS.items():
        security.set_form_info(name, FormInfo(cls=form))
    app.view_functions["security.login"] = kept_form.gives_form_back(sign_in)
    app.view_functions["security.two_factor_token_validation"] = second_step
    app.view_functions["security.two_factor_rescue"] = lost_phone
    for endpoint in ("two_factor_setup", "two_factor_setup_validate"):
        app.view_functions[f"security.{endpoint}"] = closed_while_locked(getattr(views, endpoint))


def show_form(template: str, **context):
    """A page of the library: 422 when one of its forms has errors."""
    forms = [value for value in context.values() if isinstance(value, FlaskForm)]
    wrong = next((form for form in forms if form.errors), None)
    return show(template, status=422 if wrong else 200, form=wrong, **context)


def _was_wrong(response) -> bool:
    """Right tries are never counted against anyone."""
    return request.method == "POST" and response.status_code == 422


@limiter.limit(WRONG_SIGN_INS, deduct_when=_was_wrong)
def sign_in():
    """The library would hand on this page's own whole address to the page for the code; we hand on the wanted one."""
    answer = views.login()
    code_page = url_for("security.two_factor_token_validation")
    if urlsplit(getattr(answer, "location", None) or "").path == code_page:
        wanted = way_back(request.form.get("next") or request.args.get("next"), otherwise="")
        answer.location = code_page + (f"?{urlencode({'next': wanted})}" if wanted else "")
    return answer


@limiter.limit(WRONG_SIGN_INS, deduct_when=_was_wrong)
def second_step():
    """The library ends the session of somebody already signed in who follows a link here; we lead on."""
    return redirect("/") if current_user.is_authenticated else views.two_factor_token_validation()


def lost_phone():
    """The library would write a mail; here another admin sends a new link."""
    return show("accounts/lost_phone.html")


def closed_while_locked(view):
    """Reached half signed in, so access.guard lets everybody through: the idle lock is asked here."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if current_user.is_authenticated and (answer := kept_form.while_locked()):
            return answer
        return view(*args, **kwargs)

    return guarded
