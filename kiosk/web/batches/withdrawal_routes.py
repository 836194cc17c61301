"""A batch is taken back: what follows is read first."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from kiosk.services import batch_withdrawal_pages as pages
from kiosk.services import batch_withdrawals as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show, wants_fragment
from kiosk.web.kept_form import gives_form_back
from kiosk.web.reason_field import reason_field
from kiosk.web.sent import sent

withdrawals = Blueprint("batch_withdrawals", __name__)


class WithdrawalForm(FlaskForm):
    """Whether a reason is needed, the service knows."""

    why = reason_field(
        lazy_gettext("Alasan"),
        description=lazy_gettext("Misalnya: anggaran ditunda. Boleh kosong bila batchnya masih kosong."),
    )


@withdrawals.route("/batch/<no>/batal", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def withdraw(no: str):
    form = WithdrawalForm()
    if not form.is_submitted():
        return _page(no, form)
    act = lambda: uses.withdraw(no=no, why=form.why.data or "", by=actor())  # noqa: E731
    if not sent(form, act, beside={uses.ReasonMissing: form.why}):
        return _page(no, form, 422)
    flash(_("Batch %(no)s dibatalkan.", no=no), "success")
    return go_to(f"/batch/{no}")


def _page(no: str, form: WithdrawalForm, status: int = 200):
    by = actor()
    return show(
        "batches/withdrawal.html",
        form=form,
        follows=pages.consequences(no=no, by=by),
        may_withdraw=by.role in uses.MAY_WITHDRAW,
        may_see_bills=by.role != "petugas",
        status=status,
    )


@withdrawals.get("/batch/<no>/batal/kemajuan")
@allow("petugas", "mitra", "admin", "auditor")
def progress(no: str):
    """What the batch's page polls while its people are let go; at the end it is loaded anew."""
    batch, job = pages.progress_of(no=no, by=actor())
    if not wants_fragment() or job is None or job.state == "failed":
        return go_to(f"/batch/{no}")
    return show("batches/_withdrawal.html", batch=batch, withdrawing=job)
