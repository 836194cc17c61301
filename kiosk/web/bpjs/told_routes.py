"""BPJS answers about one person, not in a file: an acceptance is noted at once, a rejection once what follows was
read."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.bpjs_outcomes import LATE, REJECTED
from kiosk.services import bpjs_correction_pages
from kiosk.services import bpjs_told_answers as uses
from kiosk.services.acting import Refused
from kiosk.services.bpjs_correction_plans import Plan
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.once import was_answered
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.answer_words import outcome_tone, outcome_words
from kiosk.web.bpjs.told_forms import BpjsToldForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import sentence
from kiosk.web.sent import said, sent

bpjs_told_desk = Blueprint("bpjs_told", __name__)


@bpjs_told_desk.route("/bpjs/<no>/baris/<int:number>/jawaban", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def told(no: str, number: int):
    form = BpjsToldForm()
    if not form.is_submitted():
        return _ask(no, number, form)
    right = form.validate()
    if not form.asks_well:
        return _ask(no, number, form, 422)
    if "ubah" in request.form:
        return _ask(no, number, form)
    if form.accepts or was_answered(key=form.client_key.data, purpose=uses.PURPOSE, by=actor()):
        return _note(no, number, form) or _ask(no, number, form, 422)
    return _look(no, number, form, right)


def _look(no: str, number: int, form: BpjsToldForm, right: bool):
    """A rejection is noted only where exactly this was read before."""
    plan = _plan(no, number, form)
    if plan is None:
        return _ask(no, number, form, 422)
    if form.seen.data != plan.mark:
        return _read_first(form, plan, 422 if form.seen.data else 200)
    if right and (done := _note(no, number, form)):
        return done
    plan = _plan(no, number, form)
    return _read_first(form, plan, 422) if plan else _ask(no, number, form, 422)


def _plan(no: str, number: int, form: BpjsToldForm) -> Plan | None:
    """None where it is refused; the form says why."""
    try:
        return uses.preview(no=no, number=number, told=form.told, by=actor())
    except uses.SecretInSource as refusal:
        form.source.errors = [said(refusal)]
    except uses.SecretInReason as refusal:
        form.reason.errors = [said(refusal)]
    except Refused as refusal:
        form.form_errors.append(said(refusal))
    return None


def _note(no: str, number: int, form: BpjsToldForm):
    """None where it is refused; the form says why."""
    outcomes = []
    beside = {
        uses.WrongDay: form.effective_on,
        uses.WrongKpj: form.kpj,
        uses.SecretInSource: form.source,
        uses.SecretInReason: form.reason,
    }
    if not sent(form, lambda: outcomes.append(_noted(no, number, form)), beside=beside):
        return None
    _say(outcomes[0], form)
    return go_to(f"/bpjs/{no}")


def _noted(no: str, number: int, form: BpjsToldForm) -> str:
    return uses.note(
        no=no,
        number=number,
        told=form.told,
        seen=form.seen.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _say(outcome: str, form: BpjsToldForm) -> None:
    tone = "success" if outcome == REJECTED else outcome_tone(outcome) or "success"
    flash(_("Jawaban BPJS dicatat: %(what)s.", what=outcome_words(outcome)), tone)
    if outcome == LATE:
        flash(_("Hari mulai yang lebih awal dapat diminta lewat Surat ke BPJS."), "soon")
    for remark in form.remarks:
        flash(sentence(remark), "soon")


def _ask(no: str, number: int, form: BpjsToldForm, status: int = 200):
    """A refused answer to a line that waits for none any more is a conflict."""
    known = bpjs_correction_pages.on_record(no=no, number=number, by=actor())
    form.seen.data = ""
    if status == 422 and known.line.state != ASKED:
        status = 409
    return show("bpjs/told.html", form=form, known=known, line=known.line, status=status)


def _read_first(form: BpjsToldForm, plan: Plan, status: int):
    """What follows as it is now; something else than was read before is read anew."""
    changed = bool(form.seen.data) and form.seen.data != plan.mark
    if changed:
        form.sure.data = False
    page = {"form": form, "plan": plan, "line": plan.line, "worker": plan.line.worker}
    return show("bpjs/told_confirm.html", **page, changed=changed, status=status)
