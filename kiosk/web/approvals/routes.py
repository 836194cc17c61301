"""The approval that somebody under the minimum age waits for."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import approvals as uses
from kiosk.services import worker_rights
from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.approvals.forms import DecisionForm
from kiosk.web.kept_form import gives_form_back

approvals = Blueprint("approvals", __name__)


@approvals.route("/pekerja/<reg_no>/persetujuan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def one(reg_no: str):
    form = DecisionForm()
    if not form.is_submitted():
        return _page(reg_no, form)
    if not form.validate():
        return _page(reg_no, form, 422)
    try:
        uses.decide(reg_no=reg_no, decision=form.wish(), client_key=form.client_key.data, by=actor())
    except KeyInUse:
        raise
    except Refused as refusal:
        form.form_errors.append(_(refusal.message) % refusal.params)
        return _page(reg_no, form, 422)
    flash(_("Keputusan Disnaker dicatat. Petugas melihatnya di halaman orang ini."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _page(reg_no: str, form: DecisionForm, status: int = 200):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    request = uses.request_of(worker, actor())
    return show("approvals/one.html", form=form, worker=worker, approval=request, status=status)
