"""The link goes to the e-mail that was typed: where to look for it, once more, and what to do where none is sent. The
page is the same whatever is known of the address."""

from contextlib import suppress

from flask import Blueprint, current_app
from flask_babel import gettext as _

from kiosk.services import message_sending, sign_up_drafts, sign_up_links
from kiosk.services.acting import NotThere, Refused
from kiosk.services.sign_up_links import TooSoon
from kiosk.web.access import public
from kiosk.web.answers import go_to, show
from kiosk.web.errors import answer_fault
from kiosk.web.foster import draft_cookie
from kiosk.web.foster.forms import AgainForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import SIGN_UP_LETTERS, SIGN_UPS, limiter, seconds_to_wait, visitor

sign_up_mail = Blueprint("sign_up_mail", __name__)
draft_cookie.write_with(sign_up_mail)
CHECK_MAIL = "/asn/daftar/surel"


@sign_up_mail.route(CHECK_MAIL, methods=["GET", "POST"])
@public
@gives_form_back
@limiter.limit(SIGN_UPS, methods=["POST"])
def check_mail():
    row, form = sign_up_drafts.found(key=draft_cookie.key()), AgainForm()
    if row is None or row.link_hash is None:
        return go_to("/asn/daftar/kontak")
    if form.validate_on_submit():
        return _send_again(row, form)
    return _show(row, form)


def send_link():
    """Both steps are taken. A link that left a moment ago is not sent twice."""
    if wait := _seconds_to_wait():
        return answer_fault(429, _too_many(wait))
    with suppress(TooSoon):
        sign_up_links.send(key=draft_cookie.key())
    return go_to(CHECK_MAIL)


def _send_again(row, form: AgainForm):
    try:
        if wait := _seconds_to_wait():
            form.form_errors.append(_too_many(wait))
            return _show(row, form, 429)
        sign_up_links.send(key=draft_cookie.key())
    except NotThere:
        return go_to("/asn/daftar")
    except Refused as refusal:
        form.form_errors.append(_(refusal.message) % refusal.params)
        return _show(row, form, 422)
    return go_to(CHECK_MAIL)


def _seconds_to_wait() -> int:
    return seconds_to_wait(SIGN_UP_LETTERS, "sign_up_letters", visitor())


def _too_many(wait: int) -> str:
    return _(
        "Dari jaringan ini terlalu banyak tautan diminta. Coba lagi %(minutes)s menit lagi, atau minta tautan kepada "
        "sekretaris OPD Anda.",
        minutes=-(-wait // 60),
    )


def _show(row, form: AgainForm, status: int = 0):
    return show(
        "foster/check_mail.html",
        status=status or (422 if form.errors else 200),
        form=form,
        email=sign_up_drafts.typed(row)["email"],
        sent=message_sending.leaves(),
        shown_link=_link_of_a_demo(row),
    )


def _link_of_a_demo(row) -> str:
    """Made-up people have no mailbox."""
    if current_app.config["ENVIRONMENT"] != "demo" or message_sending.server_place():
        return ""
    return f"/asn/tautan/{sign_up_links.token_of(row)}"
