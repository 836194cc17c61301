"""A submission is taken back, or one person out of it."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import bpjs_submission_pages
from kiosk.services import bpjs_submissions as uses
from kiosk.services.acting import Refused
from kiosk.services.bpjs_submission_lookup import line_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.desk import submissions
from kiosk.web.bpjs.forms import CancelSubmissionForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent


@submissions.route("/bpjs/<no>/pembatalan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def cancelling(no: str):
    form = CancelSubmissionForm()
    if not form.is_submitted():
        return _cancel_page(no, form)
    if not sent(form, lambda: uses.cancel(no=no, why=form.why.data, by=actor())):
        return _cancel_page(no, form, 422)
    flash(_("Pengajuan %(no)s dibatalkan. Orangnya dapat diajukan lagi.", no=no), "success")
    return go_to(f"/bpjs/{no}")


@submissions.route("/bpjs/<no>/baris/<int:number>/pencabutan", methods=["GET", "POST"])
@allow("admin", "auditor")
def dropping(no: str, number: int):
    if request.method != "POST":
        return _drop_page(no, number)
    try:
        name = uses.drop_line(no=no, number=number, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return _drop_page(no, number, 422)
    flash(_("%(name)s dicabut dari pengajuan ini dan dapat diajukan lagi.", name=name), "success")
    return go_to(f"/bpjs/{no}")


def _drop_page(no: str, number: int, status: int = 200):
    line = line_seen_by(actor(), no, number)
    return show("bpjs/drop.html", line=line, submission=line.submission, status=status)


def _cancel_page(no: str, form: CancelSubmissionForm, status: int = 200):
    file = bpjs_submission_pages.file_of(no=no, by=actor())
    return show("bpjs/cancel.html", file=file, submission=file.submission, form=form, status=status)
