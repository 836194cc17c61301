"""Enrol one worker."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.words import short_name
from kiosk.services import access, batch_pages
from kiosk.services import enrolment as uses
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.worker_rows import AlreadyEnrolled
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.blank_forms import show_blank
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import sentence

enrolment = Blueprint("enrolment", __name__)


@enrolment.route("/pekerja/baru", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def new():
    by = actor()
    offered = batch_pages.open_batches_at(by)
    if request.method == "GET":
        return show_blank(
            "enrolment/new.html", form=lambda: EnrolmentForm(batches=offered, role=by.role), alike=offered
        )
    form = EnrolmentForm(batches=offered, role=by.role)
    if not form.validate():
        return show("enrolment/new.html", form=form, status=422)
    return _save(form, by)


def _save(form: EnrolmentForm, by: Actor):
    try:
        reg_no = uses.enrol(
            entry=form.entry(), client_key=form.client_key.data, batch_no=form.batch.data or None, by=by
        )
    except AlreadyEnrolled as known:
        form.nik.errors = [_already_sentence(known.worker, by)]
        known_href = f"/pekerja/{known.worker.reg_no}" if access.may_see_worker(by, known.worker) else None
        return show("enrolment/new.html", form=form, known_href=known_href, status=422)
    except KeyInUse:
        raise
    except Refused as refusal:
        form.batch.errors = [_(refusal.message) % refusal.params]
        return show("enrolment/new.html", form=form, status=422)
    for finding in form.warnings:
        flash(sentence(finding), "soon")
    return go_to(f"/pekerja/{reg_no}?baru=1")


def _already_sentence(worker, by: Actor) -> str:
    if access.may_see_worker(by, worker):
        return _(
            "NIK ini sudah terdaftar: %(name)s. Buka datanya; tidak perlu didaftarkan lagi.",
            name=short_name(worker.name),
        )
    return _("NIK ini sudah terdaftar lewat pos atau perusahaan lain. Orangnya tidak perlu didaftarkan lagi.")
