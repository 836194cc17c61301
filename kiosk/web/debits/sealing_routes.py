"""A run is sealed, dropped, or its seal broken: each on a page that says first what it means."""

from flask import flash
from flask_babel import gettext as _

from kiosk.services import debit_drops, debit_run_pages, debit_sealing
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import BreakSealForm, DropForm, PressForm
from kiosk.web.debits.run_asked_for import address_of, run_asked_for
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

RUN = "/debit/<month>/<int:number>"


@debits_desk.route(f"{RUN}/segel", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sealing(month: str, number: int):
    run, form = run_asked_for(month, number), PressForm()
    if not form.is_submitted():
        return _page("debits/seal.html", run, form)
    if not sent(form, lambda: debit_sealing.ask(run=run, by=actor())):
        return _page("debits/seal.html", run, form, 422)
    return go_to(address_of(run))


@debits_desk.route(f"{RUN}/pembatalan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def dropping(month: str, number: int):
    run, form = run_asked_for(month, number), DropForm()
    if not form.is_submitted():
        return _page("debits/drop.html", run, form)
    if not sent(form, lambda: debit_drops.cancel(run=run, why=form.why.data, by=actor())):
        return _page("debits/drop.html", run, form, 422)
    flash(_("Debet ini dibatalkan. Yang di dalamnya dapat disusun lagi."), "success")
    return go_to(address_of(run))


@debits_desk.route(f"{RUN}/pembukaan-segel", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def breaking_the_seal(month: str, number: int):
    run, form = run_asked_for(month, number), BreakSealForm()
    if not form.is_submitted():
        return _page("debits/break_seal.html", run, form)
    if not sent(form, lambda: debit_drops.break_seal(run=run, why=form.why.data, by=actor())):
        return _page("debits/break_seal.html", run, form, 422)
    flash(_("Segelnya dibuka dan debet ini dibatalkan. Yang di dalamnya dapat disusun lagi."), "success")
    return go_to(address_of(run))


def _page(template: str, run, form, status: int = 200):
    shown = debit_run_pages.run_shown(run)
    return show(template, shown=shown, run=run, up=address_of(run), form=form, status=status)
