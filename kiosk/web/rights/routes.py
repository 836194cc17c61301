"""What a person may ask about their own data: freeze it, open it again, a copy of everything."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import data_sheets, freezing, worker_rights
from kiosk.web.access import actor, allow
from kiosk.web.administration.action_words import ACTIONS
from kiosk.web.answers import go_to, pdf
from kiosk.web.kept_form import gives_form_back
from kiosk.web.rights.forms import FreezeForm, UnfreezeForm
from kiosk.web.rights.pages import page_of
from kiosk.web.sent import sent

rights = Blueprint("rights", __name__)


@rights.route("/pekerja/<reg_no>/pembekuan", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def freeze(reg_no: str):
    form = FreezeForm()
    if not form.is_submitted():
        return _freeze_page(reg_no)
    done = sent(
        form,
        lambda: freezing.freeze(
            reg_no=reg_no,
            asker=form.asker.data,
            reason=form.reason.data,
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return page_of("rights/freeze.html", reg_no, form, 422)
    flash(_("Data orang ini dibekukan."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _freeze_page(reg_no: str):
    """What can be done now: freeze, or open what is frozen."""
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    if worker.frozen_at:
        return _unfreeze_page(reg_no, UnfreezeForm())
    return page_of("rights/freeze.html", reg_no, FreezeForm())


@rights.post("/pekerja/<reg_no>/pembekuan/pencabutan")
@allow("petugas", "admin")
@gives_form_back
def unfreeze(reg_no: str):
    form = UnfreezeForm()
    done = sent(
        form,
        lambda: freezing.unfreeze(
            reg_no=reg_no,
            reason=form.reason.data,
            present=form.present.data,
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return _unfreeze_page(reg_no, form, 422)
    flash(_("Pembekuan dibuka. Orang ini dapat ditanggung dan dicetak kartunya lagi."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _unfreeze_page(reg_no: str, form: UnfreezeForm, status: int = 200):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    shown = worker_rights.rights_of(worker, actor())
    return page_of("rights/unfreeze.html", reg_no, form, status, rights=shown)


@rights.post("/pekerja/<reg_no>/data.pdf")
@allow("petugas", "admin")
def data_sheet(reg_no: str):
    """A POST: looking at everything about a person is written down each time."""
    content = data_sheets.data_sheet_pdf(reg_no=reg_no, action_words=ACTIONS, by=actor())
    return pdf(content, "lembar-data")
