"""Whom one calls about a claim: noted, opened for one look, taken out."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.domain import claims
from kiosk.domain.heirs import ORDER
from kiosk.services import claim_heirs
from kiosk.services.claim_lookup import MAY_ACT, claim_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.claims.paper_forms import HeirForm, PressForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import PHONE_LOOKS, limiter, signed_in_person
from kiosk.web.sent import sent

claim_heir_desk = Blueprint("claim_heirs", __name__)
LOOKS = (*MAY_ACT, "auditor")


@claim_heir_desk.route("/klaim/<no>/ahli-waris", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def note(no: str):
    claim = claim_seen_by(actor(), no)
    form = HeirForm(is_death=claim.kind in claims.DEATHS)
    if not form.is_submitted() or not sent(form, lambda: _note(no, form)):
        return show(
            "claims/heirs.html",
            claim=claim,
            worker=claim.worker,
            heir=claim_heirs.masked(claim, actor()),
            order=_(ORDER) if claim.kind in claims.DEATHS else "",
            form=form,
            status=422 if form.is_submitted() else 200,
        )
    flash(_("Kontak disimpan, tersegel."), "success")
    return go_to(f"/klaim/{no}#heirs")


@claim_heir_desk.post("/klaim/<no>/ahli-waris/kontak")
@allow(*MAY_ACT)
@limiter.limit(PHONE_LOOKS, key_func=signed_in_person)
def open_contact(no: str):
    claim = claim_seen_by(actor(), no)
    contact = claim_heirs.open_contact(no=no, by=actor())
    return show(
        "claims/contact.html",
        fragment="claims/_contact.html",
        claim=claim,
        worker=claim.worker,
        contact=contact,
    )


@claim_heir_desk.route("/klaim/<no>/ahli-waris/penghapusan", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def removal(no: str):
    claim, form = claim_seen_by(actor(), no), PressForm()
    if form.is_submitted() and sent(form, lambda: claim_heirs.remove(no=no, by=actor())):
        flash(_("Kontak dihapus."), "success")
        return go_to(f"/klaim/{no}#heirs")
    return show(
        "claims/heir_removal.html",
        claim=claim,
        worker=claim.worker,
        heir=claim_heirs.masked(claim, actor()),
        form=form,
        status=422 if form.is_submitted() else 200,
    )


@claim_heir_desk.get("/klaim/<no>/ahli-waris/kontak")
@allow(*LOOKS)
def after_look(no: str):
    """The address that a press leaves in the browser's bar."""
    return go_to(f"/klaim/{no}#heirs")


def _note(no: str, form: HeirForm) -> None:
    claim_heirs.note(
        no=no,
        name=form.heir_name.data,
        relation=form.relation.data,
        phone=form.phone,
        client_key=form.client_key.data,
        by=actor(),
    )
