"""A claim goes on: BPJS is told, a step is noted or corrected, or who had the accident dies of it."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import claim_pages, claim_papers, claim_step_checks, claim_steps, once
from kiosk.services.acting import Refused
from kiosk.services.claim_pages import ClaimPage
from kiosk.services.cover_end_pages import page_of as end_page_of
from kiosk.services.cover_ends import DIED
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.claims.step_forms import DiedForm, StepForm, ToldForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

claim_step_desk = Blueprint("claim_steps", __name__)


@claim_step_desk.route("/klaim/<no>/lapor-bpjs", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def tell(no: str):
    page, form = claim_pages.page_of(no=no, by=actor()), ToldForm()
    if form.is_submitted() and sent(
        form, lambda: _tell(no, form), beside={claim_step_checks.WrongDay: form.day}
    ):
        return _done(no, _("Laporan ke BPJS dicatat."))
    return _show("claims/tell.html", page, form)


@claim_step_desk.route("/klaim/<no>/langkah", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def step(no: str):
    page = claim_pages.page_of(no=no, by=actor())
    mending = bool(request.form.get("corrects") if request.form else request.args.get("betulkan"))
    form = StepForm(states=page.mends if mending else page.noted_by_hand)
    if not form.is_submitted():
        form.corrects.data = str(page.last.id) if mending and page.last else ""
        return _step(page, form, mending)
    beside = {
        claim_step_checks.WrongDay: form.on_day,
        claim_step_checks.WrongAmount: form.amount,
        claim_step_checks.Unsure: form.sure,
        claim_step_checks.NoReason: form.note,
    }
    if sent(form, lambda: _add(no, form), beside=beside):
        return _done(no, _("Langkah dicatat."))
    return _step(page, form, mending)


@claim_step_desk.route("/klaim/<no>/meninggal", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def died(no: str):
    """What follows from the death is read before it counts; a death that is recorded already is only joined."""
    page, form = claim_pages.page_of(no=no, by=actor()), DiedForm()
    recorded = claim_pages.recorded_death(page.worker)
    if not form.is_submitted():
        form.day.data = f"{recorded:%d/%m/%Y}" if recorded else form.day.data
        return _show("claims/died.html", page, form, recorded=recorded)
    if not form.validate():
        return _show("claims/died.html", page, form, recorded=recorded)
    again = once.was_answered(key=form.client_key.data, purpose="claim.died", by=actor())
    if recorded is None and not again:
        try:
            claim_steps.require_may_die(page.claim, form.day.day)
            end = end_page_of(reg_no=page.worker.reg_no, why=DIED, last_day=form.day.day, by=actor())
        except Refused as refusal:
            form.day.errors = [said(refusal)]
            return _show("claims/died.html", page, form, recorded=recorded)
        unread = form.seen.data != end.mark
        if unread or not form.require_read(begun=bool(end.follows.begun)):
            return _read_first(page, form, end, changed=unread)
    if sent(form, lambda: _died(no, form), beside={claim_step_checks.WrongDay: form.day}):
        return _done(no, _("Kematiannya dicatat pada klaim ini."))
    return _show("claims/died.html", page, form, recorded=recorded)


def _tell(no: str, form: ToldForm) -> None:
    claim_steps.tell_bpjs(
        no=no,
        told_at=form.told_at,
        how=form.how.data,
        ref=form.ref.data or "",
        client_key=form.client_key.data,
        by=actor(),
    )


def _add(no: str, form: StepForm) -> None:
    claim_steps.add(no=no, wish=form.wish, client_key=form.client_key.data, by=actor())


def _died(no: str, form: DiedForm) -> None:
    claim_steps.died(no=no, died_on=form.day.day, client_key=form.client_key.data, by=actor())


def _step(page: ClaimPage, form: StepForm, mending: bool):
    papers = claim_papers.papers_of(page.claim, actor())
    return _show("claims/step.html", page, form, mending=mending, papers=papers)


def _done(no: str, words: str):
    flash(words, "success")
    return go_to(f"/klaim/{no}")


def _show(template: str, page: ClaimPage, form, **more):
    status = 422 if form.is_submitted() else 200
    return show(template, shown=page, claim=page.claim, worker=page.worker, form=form, status=status, **more)


def _read_first(page: ClaimPage, form: DiedForm, end, *, changed: bool):
    status = 422 if form.seen.data else 200
    shown_again = bool(form.seen.data) and changed
    if shown_again:
        form.sure.data = form.begun.data = False
    return show(
        "claims/death.html",
        form=form,
        end=end,
        worker=page.worker,
        died_on=form.day.day,
        claim=page.claim,
        action=f"/klaim/{page.claim.no}/meninggal",
        changed=shown_again,
        status=status,
    )
