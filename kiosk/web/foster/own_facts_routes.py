"""What a donor sees of the own registration, and what of it may be corrected: /asn/saya/data."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import donor_facts
from kiosk.services.acting import NotThere
from kiosk.services.donor_facts import NotSaidMoved, OwnFacts
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.foster.own_facts_form import OwnFactsForm
from kiosk.web.kept_form import gives_form_back

own_facts = Blueprint("own_facts", __name__)
PATH = "/asn/saya/data"


@own_facts.get(PATH)
@allow("donatur")
def shown():
    try:
        facts = donor_facts.facts_of(by=actor())
    except NotThere:
        return go_to("/asn/daftar")
    known = {"jabatan": facts.jabatan, "unit": facts.unit, "opd": facts.opd}
    return _show(OwnFactsForm(data=known), facts)


@own_facts.post(PATH)
@allow("donatur")
@gives_form_back
def correct():
    facts, form = donor_facts.facts_of(by=actor()), OwnFactsForm()
    if not form.validate_on_submit():
        return _show(form, facts, 422)
    try:
        donor_facts.correct(change=form.change(), by=actor())
    except NotSaidMoved as refusal:
        form.moved.errors = [_(refusal.message)]
        return _show(form, facts, 422)
    flash(_("Data Anda tersimpan."), "success")
    return go_to(PATH)


def _show(form: OwnFactsForm, facts: OwnFacts, status: int = 200):
    return show("foster/own_facts.html", status=status, form=form, facts=facts)
