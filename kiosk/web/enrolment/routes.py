"""Enrol one worker."""

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.services import enrolment as uses
from kiosk.services import known_people
from kiosk.services.acting import Actor, Refused
from kiosk.services.loose_papers import PaperGone
from kiosk.services.once import KeyInUse
from kiosk.services.worker_rows import AlreadyEnrolled
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.enrolment.choices import batch_choices
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.enrolment.given_back import enrolled_state_words, give_back
from kiosk.web.enrolment.opening import open_form
from kiosk.web.enrolment.remarks import remark_codes, saved_remarks
from kiosk.web.enrolment.sent_twice import both_shown
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import NIK_LOOKS, limiter, signed_in_person

enrolment = Blueprint("enrolment", __name__)
enrolment.add_app_template_global(enrolled_state_words, "enrolled_state_words")
enrolment.add_app_template_global(saved_remarks, "saved_remarks")


@enrolment.route("/pekerja/baru", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def new():
    by = actor()
    if request.method != "POST":
        return open_form(by, batch_choices(by))
    form = EnrolmentForm(batches=lambda: batch_choices(by), role=by.role)
    if not form.validate():
        return give_back(form, by, known=_known(form))
    return _save(form, by)


def _known(form: EnrolmentForm):
    """Who has this NIK already, to be said together with the other errors."""
    if form.csrf_token.errors or form.nik.errors or not form.reading.nik:
        return None
    return known_people.under(form.reading.nik)


def _save(form: EnrolmentForm, by: Actor):
    try:
        reg_no = uses.enrol(
            entry=form.entry(),
            client_key=form.client_key.data,
            batch_no=form.batch.data or None,
            told_apart=form.told_apart.data,
            papers=form.papers(),
            by=by,
        )
    except AlreadyEnrolled as refusal:
        return give_back(form, by, known=refusal.worker)
    except uses.LooksAlike as refusal:
        return give_back(form, by, alike=refusal.workers)
    except KeyInUse as refusal:
        return both_shown(form, refusal, by)
    except PaperGone as refusal:
        form.photo.errors = [_(refusal.message)]
        return give_back(form, by)
    except Refused as refusal:
        form.batch.errors = [_(refusal.message) % refusal.params]
        return give_back(form, by)
    remarks = remark_codes(form)
    return go_to(f"/pekerja/{reg_no}?baru=1" + (f"&catatan={remarks}" if remarks else ""))


@enrolment.post("/pekerja/baru/nik")
@allow("petugas", "mitra", "admin")
@limiter.limit(NIK_LOOKS, key_func=signed_in_person)
def nik_answer():
    """What stands under the NIK a moment after it was typed; the same rules as at saving."""
    by = actor()
    form = EnrolmentForm(batches=lambda: batch_choices(by), role=by.role)
    known = known_people.under(form.reading.nik) if form.reading.nik else None
    return show(
        "enrolment/_nik_answer.html",
        form=form,
        findings=form.findings_about_nik,
        known=known_people.as_told(known, by) if known else None,
    )
