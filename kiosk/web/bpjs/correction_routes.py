"""BPJS corrects what it has answered about one person: asked for, shown with what follows, and only then done."""

import re

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import bpjs_correction_pages
from kiosk.services import bpjs_corrections as uses
from kiosk.services.acting import Refused
from kiosk.services.bpjs_correction_plans import Plan
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.correction_forms import BpjsCorrectionForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

bpjs_correction_desk = Blueprint("bpjs_corrections", __name__)

ANSWER_NO = re.compile(r"[A-Z0-9-]{4,20}", re.ASCII)
ROW_NO = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@bpjs_correction_desk.route("/bpjs/<no>/baris/<int:number>/pembetulan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def correct(no: str, number: int):
    form = BpjsCorrectionForm()
    if not form.is_submitted():
        form.source.data = _source_named()
        return _ask(no, number, form)
    right = form.validate()
    if not form.asks_well:
        return _ask(no, number, form, 422)
    if "ubah" in request.form:
        return _ask(no, number, form)
    if bpjs_correction_pages.was_corrected_by(form.client_key.data, actor()):
        return _done(no) if sent(form, lambda: _correct(no, number, form)) else _ask(no, number, form, 422)
    return _look(no, number, form, right)


def _look(no: str, number: int, form: BpjsCorrectionForm, right: bool):
    """Done only where exactly this was read before."""
    plan = _plan(no, number, form)
    if plan is None:
        return _ask(no, number, form, 422)
    if form.seen.data != plan.mark:
        return _read_first(form, plan, 422 if form.seen.data else 200)
    if right and sent(form, lambda: _correct(no, number, form)):
        return _done(no)
    plan = _plan(no, number, form)
    return _read_first(form, plan, 422) if plan else _ask(no, number, form, 422)


def _plan(no: str, number: int, form: BpjsCorrectionForm) -> Plan | None:
    """None where it is refused; the form says why."""
    try:
        return uses.preview(no=no, number=number, wish=form.wish, by=actor())
    except uses.WrongDay as refusal:
        form.effective_on.errors = [said(refusal)]
    except uses.SecretInSource as refusal:
        form.source.errors = [said(refusal)]
    except uses.SecretInReason as refusal:
        form.reason.errors = [said(refusal)]
    except Refused as refusal:
        form.form_errors.append(said(refusal))
    return None


def _correct(no: str, number: int, form: BpjsCorrectionForm) -> None:
    uses.correct(
        no=no,
        number=number,
        wish=form.wish,
        seen=form.seen.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _done(no: str):
    flash(_("Pembetulan BPJS sudah dilakukan dan dicatat."), "success")
    return go_to(f"/bpjs/{no}")


def _source_named() -> str:
    """The line of an answer file from which one came here."""
    answer, row = request.args.get("balasan", ""), request.args.get("nomor", "")
    if not (ANSWER_NO.fullmatch(answer) and ROW_NO.fullmatch(row)):
        return ""
    return _("Berkas BPJS %(no)s baris %(row)s", no=answer, row=row)


def _ask(no: str, number: int, form: BpjsCorrectionForm, status: int = 200):
    known = bpjs_correction_pages.on_record(no=no, number=number, by=actor())
    form.seen.data = ""
    return show("bpjs/correction.html", form=form, known=known, line=known.line, status=status)


def _read_first(form: BpjsCorrectionForm, plan: Plan, status: int):
    """What follows as it is now; something else than was read before is read anew."""
    changed = bool(form.seen.data) and form.seen.data != plan.mark
    if changed:
        form.sure.data = False
    return show(
        "bpjs/correction_confirm.html",
        form=form,
        plan=plan,
        line=plan.line,
        worker=plan.line.worker,
        changed=changed,
        status=status,
    )
