"""Enrol one worker."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.words import short_name
from kiosk.services import access
from kiosk.services import enrolment as uses
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.worker_rows import AlreadyEnrolled
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.blank_forms import show_blank
from kiosk.web.enrolment.choices import batch_choices
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import sentence

enrolment = Blueprint("enrolment", __name__)


@enrolment.route("/pekerja/baru", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def new():
    by = actor()
    offered = batch_choices(by)
    if request.method == "GET":
        return show_blank(
            "enrolment/new.html", form=lambda: EnrolmentForm(batches=offered, role=by.role), alike=offered
        )
    form = EnrolmentForm(batches=offered, role=by.role)
    if not form.validate():
        return _give_back(form, by, _known(form))
    return _save(form, by)


def _known(form: EnrolmentForm):
    """Who has this NIK already, to be said together with the other errors."""
    if form.csrf_token.errors or form.nik.errors or not form.reading.nik:
        return None
    return uses.known_under(form.reading.nik)


def _give_back(form: EnrolmentForm, by: Actor, known=None):
    visible = bool(known) and access.may_see_worker(by, known)
    if known:
        form.nik.errors = [_already_sentence(known, by, visible)]
    form.point_out_dropped_phone()
    return show(
        "enrolment/new.html",
        form=form,
        known_href=f"/pekerja/{known.reg_no}" if visible else None,
        may_search=known and not visible and by.role == "petugas",
        status=422,
    )


def _save(form: EnrolmentForm, by: Actor):
    try:
        reg_no = uses.enrol(
            entry=form.entry(), client_key=form.client_key.data, batch_no=form.batch.data or None, by=by
        )
    except AlreadyEnrolled as refusal:
        return _give_back(form, by, refusal.worker)
    except KeyInUse:
        raise
    except Refused as refusal:
        form.batch.errors = [_(refusal.message) % refusal.params]
        return _give_back(form, by)
    _say_what_was_not_kept(form)
    return go_to(f"/pekerja/{reg_no}?baru=1")


def _say_what_was_not_kept(form: EnrolmentForm) -> None:
    """On the next page, without any number: what is said there travels in the session's cookie."""
    sentences = [sentence(finding) for finding in form.warnings]
    if form.phone_is_dropped:
        sentences.append(_("Orang ini tersimpan tanpa nomor HP."))
    if sentences:
        flash(" ".join(sentences), "soon")


def _already_sentence(worker, by: Actor, visible: bool) -> str:
    if visible:
        return _(
            "%(name)s sudah terdaftar dengan NIK ini. Buka datanya; tidak perlu didaftarkan lagi.",
            name=short_name(worker.name),
        )
    elsewhere = _(
        "NIK ini sudah terdaftar lewat pos atau perusahaan lain. Orangnya tidak perlu didaftarkan lagi."
    )
    if by.role != "petugas":
        return elsewhere
    return f"{elsewhere} {_('Untuk melihat keadaannya, cari NIK ini di halaman Pekerja.')}"
