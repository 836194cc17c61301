"""What nobody knew when somebody called is filled in."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import claim_completions, claim_pages
from kiosk.services.claim_completions import TOLD, WrongHour
from kiosk.services.claim_lookup import MAY_ACT, claim_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.claims.completion_form import CompletionForm
from kiosk.web.claims.words import claim_deadline
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

claim_completion_desk = Blueprint("claim_completions", __name__)


@claim_completion_desk.route("/klaim/<no>/lengkapi", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def complete(no: str):
    claim = claim_seen_by(actor(), no)
    missing = claim_completions.missing_of(claim)
    if actor().role not in MAY_ACT:
        missing = tuple(name for name in missing if name != TOLD)  # whether it is empty is not theirs to know
    form = CompletionForm(claim, missing)
    beside = {WrongHour: form.hour} if form.hour else {}
    if form.is_submitted() and sent(form, lambda: _complete(no, form), beside=beside):
        flash(_said(no, form), "success")
        return go_to(f"/klaim/{no}")
    return show(
        "claims/complete.html",
        claim=claim,
        worker=claim.worker,
        form=form,
        status=422 if form.is_submitted() else 200,
    )


def _complete(no: str, form: CompletionForm) -> None:
    claim_completions.complete(no=no, known=form.known, client_key=form.client_key.data, by=actor())


def _said(no: str, form: CompletionForm) -> str:
    """With an hour the deadline is another one."""
    clock = claim_pages.clock_shown(claim_seen_by(actor(), no))
    if clock and form.known.hour is not None:
        return _(
            "Catatan dilengkapi. Batas lapor ke BPJS sekarang %(moment)s.",
            moment=claim_deadline(clock.deadline),
        )
    return _("Catatan dilengkapi.")
