"""Workers: the list in one's scope, a find by name or number, service at this post, one person's page, a revealed
NIK."""

from functools import partial

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.age import age_on
from kiosk.domain.clock import today
from kiosk.services import (
    approvals,
    benefits,
    bpjs_counters,
    bpjs_mismatches,
    claim_lookup,
    consents,
    correction_notes,
    lapse_contacts,
    message_pages,
    photos,
    poverty_marks,
    service_openings,
    staff_names,
    standing,
    worker_awaiting,
    worker_history,
    worker_rights,
    worker_search,
)
from kiosk.services import workers as uses
from kiosk.services.acting import NotThere, Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.cards.print_options import PrintOptions
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import PEOPLE_LOOKS, limiter, signed_in_person
from kiosk.web.photos.forms import PhotoForm
from kiosk.web.workers.forms import FindForm
from kiosk.web.workers.months_shown import first_month_shown
from kiosk.web.workers.today import show_today

workers = Blueprint("workers", __name__)


@workers.route("/pekerja", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor", post=("petugas", "mitra", "admin", "auditor"))
@limiter.limit(PEOPLE_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def index():
    form = FindForm()
    if not form.is_submitted():
        return show_today(actor()) if request.args.get("hari") == "ini" else _list(form)
    if not form.validate():
        return _list(form, status=422)
    return _find(form)


def _find(form: FindForm):
    try:
        found = worker_search.find(text=form.number.data, by=actor())
    except Refused as refusal:
        form.number.errors = [_(refusal.message) % refusal.params]
        return _list(form, status=422)
    except NotThere:
        return _list(form, nobody=True)
    if len(found.workers) == 1 and not found.with_name and not found.cards:
        return go_to(f"/pekerja/{found.workers[0].reg_no}")
    return _list(form, found=found)


@workers.route("/pekerja/layanan", methods=["GET", "POST"])
@allow("petugas", "auditor")
def serve_here():
    """Who is meant stands in a sealed ticket: no number of a person travels in an address. A GET leads back."""
    if request.method != "POST":
        return go_to("/pekerja")
    form = FindForm(formdata=None)
    try:
        meant = service_openings.worker_meant(request.form.get("service_ticket", ""), actor())
    except Refused as refusal:
        form.number.errors = [_(refusal.message)]
        return _list(form, status=422)
    try:
        reason = request.form.get("service_reason", "")
        reg_no = service_openings.open_here(meant.id, reason, actor())
    except Refused as refusal:
        again = worker_search.Found([], [worker_search.service_card_of(meant, actor())])
        return _list(form, status=422, found=again, service_error=_(refusal.message))
    leads_on = "/klaim" if reason == service_openings.ACCIDENT else ""
    return go_to(f"/pekerja/{reg_no}{leads_on}")


def _list(form: FindForm, status: int = 200, found: worker_search.Found | None = None, **more):
    number = page_number()
    protected = request.args.get("keadaan") == "terlindungi"
    rows, follows = uses.page_of(by=actor(), page=number, protected_only=protected)
    shown = found.workers if found else rows
    states = uses.states_of(shown)
    ages = {worker.id: age_on(worker.birth_on, today()) for worker in shown}
    pager = Pager(number, follows)
    context = {"rows": rows, "states": states, "pager": pager, "protected": protected, **more}
    context |= {"found": found, "ages": ages}
    return show("workers/index.html", form=form, status=status, **context)


@workers.get("/pekerja/<reg_no>")
@allow("petugas", "mitra", "admin", "auditor")
def one(reg_no: str):
    first_month, readable = first_month_shown()
    file = uses.file_of(reg_no=reg_no, by=actor(), first_month=first_month)
    return show(
        "workers/one.html",
        status=200 if readable else 422,
        month_unreadable=not readable,
        reporting=benefits.reporting(),
        today=today(),
        file=file,
        worker=file.worker,
        history=staff_names.events_for(worker_history.history_of(file.worker, actor()), actor()),
        staff_name=partial(staff_names.name_for, by=actor()),
        card_is_outdated=correction_notes.card_is_outdated(file.worker, file.card),
        rights=worker_rights.rights_of(file.worker, actor()),
        poverty=poverty_marks.told_to(actor(), file.worker),
        approval=approvals.request_of(file.worker, actor()),
        held_back=standing.why_not_free(file.worker),
        fresh=request.args.get("baru") == "1",
        options=PrintOptions.for_list(actor()),
        given=consents.given_by(file.worker, actor()),
        may_call=lapse_contacts.may_call(file.worker, actor()),
        calls=lapse_contacts.calls_shown(file.worker, actor()),
        awaited=worker_awaiting.awaited_of(file.worker, file.cover),
        asked_of_bpjs=bpjs_counters.asked_now(file.worker, actor()),
        mismatches=bpjs_mismatches.open_of(file.worker, actor()),
        to_say=message_pages.waiting_for(worker=file.worker, by=actor()),
        has_photo=photos.has_photo(file.worker.id),
        claims=claim_lookup.claims_of(file.worker, actor()),
        may_report=actor().role in claim_lookup.MAY_ACT,
        photo_form=PhotoForm(formdata=None) if photos.may_keep(file.worker, actor()) else None,
    )


@workers.post("/pekerja/<reg_no>/nik")
@allow("petugas", "admin")
def reveal(reg_no: str):
    nik = uses.reveal_nik(reg_no=reg_no, by=actor())
    return show("workers/nik.html", fragment="workers/_nik.html", nik=nik, reg_no=reg_no)
