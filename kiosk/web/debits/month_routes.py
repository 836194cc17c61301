"""One month's debit: how far it is, and work that stopped gone on with."""

from flask import flash
from flask_babel import gettext as _

from kiosk.services import debit_going_on
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.debits.desk import debits_desk
from kiosk.web.debits.forms import PressForm
from kiosk.web.debits.month_page import month_page
from kiosk.web.debits.run_asked_for import address_of, month_asked_for, run_asked_for
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent


@debits_desk.get("/debit/<month>")
@allow("admin", "auditor")
def one(month: str):
    """The whole page, or what htmx polls while the worker is at it."""
    return month_page(month_asked_for(month))


@debits_desk.route("/debit/<month>/<int:number>/kelanjutan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def going_on(month: str, number: int):
    """A GET is the address that a refused press leaves in the browser's bar."""
    run, form = run_asked_for(month, number), PressForm()
    if not form.is_submitted():
        return go_to(address_of(run))
    if not sent(form, lambda: debit_going_on.go_on_with_run(run=run, by=actor())):
        return month_page(run.month, form, 422)
    flash(_("Pekerjaannya dilanjutkan."), "success")
    return go_to(address_of(run))
