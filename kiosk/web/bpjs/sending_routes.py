"""A submission has left the house: on which day, and that day put right."""

from flask import flash
from flask_babel import gettext as _

from kiosk.services import bpjs_sending_days, bpjs_submission_pages
from kiosk.services import bpjs_submissions as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.bpjs.desk import submissions
from kiosk.web.bpjs.forms import SentForm
from kiosk.web.bpjs.submission_page import submission_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent


@submissions.route("/bpjs/<no>/pengiriman", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sending(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SentForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/{no}")
    if not sent(
        form, lambda: uses.send(no=no, on=form.sent_on.day, by=actor()), beside={uses.WrongDay: form.sent_on}
    ):
        return submission_page(bpjs_submission_pages.file_of(no=no, by=actor()), form, 422)
    flash(_("Pengajuan %(no)s dicatat terkirim. Unggah balasan BPJS begitu datang.", no=no), "success")
    return go_to(f"/bpjs/{no}")


@submissions.route("/bpjs/<no>/hari-penyerahan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sending_day(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SentForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/{no}")
    if not sent(
        form,
        lambda: bpjs_sending_days.correct(no=no, on=form.sent_on.day, by=actor()),
        beside={uses.WrongDay: form.sent_on},
    ):
        return submission_page(bpjs_submission_pages.file_of(no=no, by=actor()), form, 422)
    flash(_("Hari penyerahan pengajuan %(no)s sudah diubah.", no=no), "success")
    return go_to(f"/bpjs/{no}")
