"""The one-time link of a sign-up. Opening it changes nothing, as a mail server's scanner opens it too: a password that
is sent does."""

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_security import current_user, hash_password, login_user, logout_user

from kiosk.domain.nip import mask_nip
from kiosk.services import sign_up_accounts, sign_up_links
from kiosk.services.acting import NotThere
from kiosk.services.sign_up_accounts import AddressTaken
from kiosk.services.sign_up_links import OpenLink
from kiosk.web.access import actor, public
from kiosk.web.accounts.forms import InvitationForm
from kiosk.web.accounts.new_password import normal
from kiosk.web.accounts.way_back import way_back
from kiosk.web.answers import go_to, show
from kiosk.web.foster import draft_cookie
from kiosk.web.foster.about_routes import OWN_PAGE, WORKERS
from kiosk.web.foster.handed_form import HandedForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import SIGN_UPS, limiter

sign_up_links_desk = Blueprint("sign_up_links", __name__)
draft_cookie.write_with(sign_up_links_desk)


@sign_up_links_desk.route("/asn/tautan/<token>", methods=["GET", "POST"])
@public
@gives_form_back
@limiter.limit(SIGN_UPS)
def opened(token: str):
    try:
        link = sign_up_links.open_link(token=token)
        return _handed(token, link) if link.handed else _mailed(token, link)
    except NotThere:
        return _gone(token)


def _gone(token: str):
    """Who has used it goes on, also where the same form comes twice; everybody else reads the same page, whether or not
    there ever was such a link."""
    if current_user.is_authenticated and sign_up_links.became(token=token, by=actor()):
        return go_to(way_back(OWN_PAGE))
    return show("foster/link_gone.html", status=404)


def _mailed(token: str, link: OpenLink):
    if sign_up_accounts.has_account(link.fields["email"]):
        return show("foster/known_address.html", email=link.fields["email"])
    form = InvitationForm(email=link.fields["email"], name=link.fields["name"])
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return show("foster/password.html", status=status, form=form, link=link, mask_nip=mask_nip)
    try:
        return _open_account(token, form.password.data)
    except AddressTaken:
        return show("foster/known_address.html", email=link.fields["email"])


def _handed(token: str, link: OpenLink):
    form = HandedForm(data={name: link.fields[name] for name in ("jabatan", "unit")}, known=link.fields)
    if form.validate_on_submit():
        try:
            return _open_account(token, form.password.data, form.facts())
        except AddressTaken as taken:
            form.email.errors = [_(taken.message)]
    status = 422 if form.errors else 200
    return show("foster/handed.html", status=status, form=form, link=link, mask_nip=mask_nip)


def _open_account(token: str, password: str, more: dict[str, str] | None = None):
    user = sign_up_accounts.open_account(
        token=token,
        password_hash=hash_password(normal(password)),
        more=more,
        address=request.remote_addr or "",
    )
    if current_user.is_authenticated:
        logout_user()
    login_user(user)
    draft_cookie.keep("")
    return go_to(way_back(WORKERS))
