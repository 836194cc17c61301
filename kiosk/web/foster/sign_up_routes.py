"""The first two steps of signing up, public, kept between visits. Nothing that anybody else has said is looked up."""

from collections.abc import Mapping

from flask import Blueprint, request
from flask_security import current_user

from kiosk.services import donor_facts, sign_up_accounts, sign_up_departments, sign_up_drafts
from kiosk.web.access import actor, public
from kiosk.web.accounts.way_back import way_back
from kiosk.web.answers import go_to, show
from kiosk.web.foster import draft_cookie, kept_draft, mail_routes
from kiosk.web.foster.about_routes import OWN_PAGE, WORKERS
from kiosk.web.foster.forms import AgainForm, ContactForm, WhoForm, identity_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import SIGN_UPS, limiter

sign_ups = Blueprint("sign_ups", __name__)
draft_cookie.write_with(sign_ups)
START, CONTACT = "/asn/daftar", "/asn/daftar/kontak"
USUAL = {"status_asn": "pns"}  # of whoever sends all fields at once; on the page it is chosen
STEP = "langkah"  # in the address: the first one is looked at again


@sign_ups.route(START, methods=["GET", "POST"])
@public
@gives_form_back
@limiter.limit(SIGN_UPS, methods=["POST"])
def who():
    """Whoever posts the fields of both steps takes them together; whoever comes back goes on where they stopped."""
    if has_signed_up():
        return go_to(way_back(OWN_PAGE))
    kept = kept_draft.kept()
    if request.method != "POST" and kept.get("nik") and STEP not in request.args:
        return go_to(mail_routes.CHECK_MAIL if kept_draft.link_was_sent() else CONTACT)
    both = any(name in request.form for name in sign_up_drafts.ABOUT_WORK)
    form = WhoForm(data=(USUAL if both else {}) | _as_known(kept), kept=kept)
    if not form.validate_on_submit():
        return _show_who(form, kept)
    kept |= form.facts()
    _keep(form.facts() | kept_draft.account(), form.client_key.data)
    return _take_contact(kept) if both else go_to(CONTACT)


@sign_ups.route(CONTACT, methods=["GET", "POST"])
@public
@gives_form_back
@limiter.limit(SIGN_UPS, methods=["POST"])
def contact():
    kept = kept_draft.kept()
    if has_signed_up() or not kept.get("nik"):
        return go_to(START)
    return _take_contact(kept)


@sign_ups.post("/asn/daftar/pembuangan")
@public
def start_over():
    if AgainForm().validate_on_submit():
        sign_up_drafts.throw_away(key=draft_cookie.key())
        draft_cookie.keep("")
    return go_to(START)


def has_signed_up() -> bool:
    return kept_draft.is_donor() and donor_facts.has_signed_up(by=actor())


def _as_known(kept: Mapping[str, str]) -> dict[str, str]:
    """What was typed before; for whoever has an account what that says."""
    if not kept_draft.is_donor():
        return dict(kept)
    opd = sign_up_departments.code_of(current_user.opd_id)
    return {"name": current_user.name, "opd": opd, **kept}


def _keep(fields: Mapping[str, str], client_key: str) -> None:
    draft_cookie.keep(sign_up_drafts.keep(key=draft_cookie.key(), fields=fields, client_key=client_key))


def _take_contact(kept: Mapping[str, str]):
    known_email = current_user.email if kept_draft.is_donor() else ""
    form = ContactForm(data=_as_known(kept), kept=kept, known_email=known_email)
    if not form.validate_on_submit():
        return _show_contact(form, kept)
    if known_email:
        return _become_donor({**kept, **form.facts()}, form.client_key.data)
    _keep(form.facts(), f"{form.client_key.data[:60]}-2")  # both steps may come under one key
    return mail_routes.send_link()


def _become_donor(fields: dict[str, str], client_key: str):
    sign_up_accounts.become_donor(fields=fields, client_key=client_key, by=actor())
    sign_up_drafts.throw_away(key=draft_cookie.key())
    draft_cookie.keep("")
    return go_to(way_back(WORKERS))


def _show_who(form: WhoForm, kept: Mapping[str, str]):
    form.hide_kept()
    carried = {name: request.form[name] for name in sign_up_drafts.ABOUT_WORK if name in request.form}
    return show(
        "foster/who.html",
        status=422 if form.errors else 200,
        form=form,
        kept=kept,
        carried=carried,
        again=AgainForm(),
    )


def _show_contact(form: ContactForm, kept: Mapping[str, str]):
    form.hide_kept()
    doubts = identity_of(kept["nip"], kept["nik"], kept["status_asn"]).doubts
    status = 422 if form.errors else 200
    return show("foster/contact.html", status=status, form=form, kept=kept, doubts=doubts, again=AgainForm())
