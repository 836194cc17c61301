"""An accident or a death is reported: the person is found, a few fields are filled in, and after a death what follows
is read first."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain import claims
from kiosk.domain.age import age_on
from kiosk.domain.clock import today
from kiosk.services import (
    claim_lookup,
    claim_pages,
    claim_reports,
    once,
    settings,
    worker_rights,
    worker_search,
    workers,
)
from kiosk.services.acting import NotThere, Refused
from kiosk.services.cover_end_pages import page_of as end_page_of
from kiosk.services.cover_ends import DIED
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.claims.report_form import ReportForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import PEOPLE_LOOKS, limiter, signed_in_person
from kiosk.web.sent import said, sent
from kiosk.web.workers.forms import FindForm

claim_reports_desk = Blueprint("claim_reports", __name__)


@claim_reports_desk.route("/klaim/baru", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@limiter.limit(PEOPLE_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def find():
    form = FindForm()
    if not form.is_submitted():
        return _finder(form)
    if not form.validate():
        return _finder(form, 422)
    try:
        found = worker_search.find(text=form.number.data, by=actor())
    except Refused as refusal:
        form.number.errors = [said(refusal)]
        return _finder(form, 422)
    except NotThere:
        return _finder(form, nobody=True)
    if len(found.workers) == 1 and not found.with_name and not found.cards:
        return go_to(_address(found.workers[0].reg_no))
    return _finder(form, found=found)


@claim_reports_desk.route("/pekerja/<reg_no>/klaim", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def report(reg_no: str):
    worker, form = worker_rights.worker_seen_by(actor(), reg_no), ReportForm()
    if not form.is_submitted():
        return _ask(worker, _prepared(worker))
    if not form.validate():
        return _ask(worker, form, 422)
    return _send(worker, form)


def _send(worker, form: ReportForm):
    """What follows from a death is read before it counts; a form that was answered before is answered again."""
    entry = form.entry
    again = once.was_answered(key=form.client_key.data, purpose="claim", by=actor())
    if entry.is_death and not again and claim_pages.recorded_death(worker) is None:
        try:
            claim_reports.require_possible(worker, entry)
            page = end_page_of(reg_no=worker.reg_no, why=DIED, last_day=entry.death_day, by=actor())
        except Refused as refusal:
            _beside(form, refusal).errors = [said(refusal)]
            return _ask(worker, form, 422)
        unread = form.seen.data != page.mark
        if unread or not form.require_read(begun=bool(page.follows.begun)):
            return _read_first(worker, form, page, 422 if form.seen.data else 200, changed=unread)
    made = []
    if not sent(form, lambda: made.append(_report(worker, form)), beside=_fields(form)):
        return _ask(worker, form, 422)
    flash(_("Tercatat dengan nomor %(no)s.", no=made[0]), "success")
    return go_to(f"/klaim/{made[0]}")


def _report(worker, form: ReportForm) -> str:
    return claim_reports.report(
        reg_no=worker.reg_no, entry=form.entry, client_key=form.client_key.data, by=actor()
    )


def _fields(form: ReportForm) -> dict:
    return {claim_reports.WrongDay: form.day, claim_reports.WrongDeathDay: form.died_on}


def _beside(form: ReportForm, refusal: Refused):
    return next((field for kind, field in _fields(form).items() if isinstance(refusal, kind)), form.day)


def _prepared(worker) -> ReportForm:
    """Where the death is recorded already the form begins with it."""
    died = claim_pages.recorded_death(worker)
    kind = request.args.get("jenis", claims.DEATH if died else claims.ACCIDENT)
    form = ReportForm(formdata=None)
    form.kind.data = kind if kind in claims.KINDS else claims.ACCIDENT
    if died:
        form.day.data = f"{died:%d/%m/%Y}"
    return form


def _ask(worker, form: ReportForm, status: int = 200):
    return show(
        "claims/report.html",
        form=form,
        worker=worker,
        died=claim_pages.recorded_death(worker),
        earlier=claim_lookup.claims_of(worker, actor()),
        call_centre=settings.setting("call_centre"),
        status=status,
    )


def _read_first(worker, form: ReportForm, page, status: int, *, changed: bool):
    shown_again = bool(form.seen.data) and changed
    if shown_again:
        form.sure.data = form.begun.data = False
    return show(
        "claims/death.html",
        form=form,
        end=page,
        worker=worker,
        claim=None,
        died_on=form.entry.death_day,
        action=_address(worker.reg_no),
        changed=shown_again,
        status=status,
    )


def _finder(form: FindForm, status: int = 200, found=None, nobody: bool = False):
    shown = found.workers if found else []
    return show(
        "claims/find.html",
        form=form,
        found=found,
        nobody=nobody,
        states=workers.states_of(shown),
        ages={worker.id: age_on(worker.birth_on, today()) for worker in shown},
        call_centre=settings.setting("call_centre"),
        status=status,
    )


def _address(reg_no: str) -> str:
    return f"/pekerja/{reg_no}/klaim"
