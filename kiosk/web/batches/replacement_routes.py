"""Somebody's place in a paid batch goes to another person: asked for, shown with its money, and only then done."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.words import rupiah
from kiosk.services import batch_replacements as uses
from kiosk.services.acting import Refused
from kiosk.services.batch_replacement_plans import Leaving, Plan, can_be_replaced, leaving_of, plan_of
from kiosk.services.batch_replacements import HasChanged, Replaced
from kiosk.services.batch_successors import DIED, WrongPerson
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.batches.replacement_forms import ReplacementForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

replacements = Blueprint("batch_replacements", __name__)
replacements.add_app_template_global(can_be_replaced)


@replacements.route("/batch/<no>/baris/<int:row>/pengganti", methods=["GET", "POST"])
@allow("mitra", "admin", "auditor")
@gives_form_back
def replace(no: str, row: int):
    leaving = leaving_of(no=no, row_id=row, by=actor())
    answered = uses.was_answered(request.form.get("client_key", ""), actor())
    form, done = ReplacementForm(months=leaving.months, answered=answered), []
    if not form.is_submitted() or not (leaving.months or answered):
        return _ask(leaving, form, 422 if form.is_submitted() else 200)
    if not form.validate() and not (form.seen.data and set(form.errors) == {"sure"}):
        return _ask(leaving, form, 422)
    if form.seen.data and sent(form, lambda: done.append(_replace(leaving, form)), beside=_beside(form)):
        flash(_said(done[0]), "success" if not done[0].missing else "soon")
        return go_to(f"/batch/{no}")
    return _read_first(leaving, form)


def _replace(leaving: Leaving, form: ReplacementForm) -> Replaced:
    return uses.replace(
        no=leaving.batch.no,
        row_id=leaving.row.id,
        wish=form.wish(),
        note=form.note.data,
        seen=form.seen.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _beside(form: ReplacementForm) -> dict:
    return {WrongPerson: form.number}


def _read_first(leaving: Leaving, form: ReplacementForm):
    """What would happen now; a refusal stands with the questions."""
    plans: list[Plan] = []
    try:
        plans.append(plan_of(no=leaving.batch.no, row_id=leaving.row.id, wish=form.wish(), by=actor()))
    except Refused as refusal:
        _place(refusal, form)
        return _ask(leaving, form, 422)
    return show(
        "batches/replacement_plan.html",
        form=form,
        plan=plans[0],
        leaving=leaving,
        batch=leaving.batch,
        changed=str(HasChanged()) in map(str, form.form_errors),
        status=422 if form.seen.data else 200,
    )


def _place(refusal: Refused, form: ReplacementForm) -> None:
    """Beside the number where it is about that person, else with the form; each sentence once."""
    words = said(refusal)
    if isinstance(refusal, WrongPerson):
        form.number.errors = [words]
    elif words not in form.form_errors:
        form.form_errors.append(words)


def _said(done: Replaced) -> str:
    if not done.missing:
        return _("Orangnya diganti. Bulan penggantinya sudah dibayar dari kredit.")
    return _(
        "Orangnya diganti. Kurang %(missing)s: bayar dengan tagihan %(no)s.",
        missing=rupiah(done.missing),
        no=done.bill_no,
    )


def _ask(leaving: Leaving, form: ReplacementForm, status: int = 200):
    return show(
        "batches/replacement.html",
        form=form,
        leaving=leaving,
        batch=leaving.batch,
        died=form.reason.data == DIED and actor().role == "admin",
        status=status,
    )
