"""Consent withdrawn, and given anew."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.clock import today
from kiosk.services import consent_again, consents, withdrawals, worker_rights
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.kept_form import gives_form_back
from kiosk.web.rights.forms import ConsentAgainForm, WithdrawalForm
from kiosk.web.rights.pages import page_of
from kiosk.web.sent import sent

consent_rights = Blueprint("consent_rights", __name__)


@consent_rights.route("/pekerja/<reg_no>/penarikan-persetujuan", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def withdrawal(reg_no: str):
    form = WithdrawalForm()
    if not form.is_submitted():
        if request.args.get("dari") == "serah-terima":
            form.reason.data = _("Tidak setuju didaftarkan, dikatakan saat kartunya akan diserahkan.")
        return _withdrawal_page(reg_no, form)
    done = sent(
        form,
        lambda: withdrawals.withdraw(
            reg_no=reg_no, reason=form.reason.data, client_key=form.client_key.data, by=actor()
        ),
    )
    if not done:
        return _withdrawal_page(reg_no, form, 422)
    flash(
        _("Persetujuan ditarik. Bulan yang belum dibayar dilepas, dan kartunya tidak berlaku lagi."),
        "success",
    )
    return go_to(f"/pekerja/{reg_no}")


def _withdrawal_page(reg_no: str, form: WithdrawalForm, status: int = 200):
    follows = withdrawals.consequences(reg_no=reg_no, by=actor())
    more = {"follows": follows, "said": _}
    return page_of("rights/withdrawal.html", reg_no, form, status, **more)


@consent_rights.route("/pekerja/<reg_no>/persetujuan-baru", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def agree_again(reg_no: str):
    form = ConsentAgainForm()
    if not form.is_submitted():
        return _consent_page(reg_no, form)
    done = sent(
        form,
        lambda: consent_again.agree_again(
            reg_no=reg_no,
            how=form.consent_how.data,
            note=form.note.data,
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return _consent_page(reg_no, form, 422)
    flash(_("Persetujuan baru dicatat. Orang ini menunggu penanggung lagi."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _consent_page(reg_no: str, form: ConsentAgainForm, status: int = 200):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    ended_at = worker_rights.withdrawn_at(worker)
    words = consents.words_on(today())
    return page_of("rights/consent_again.html", reg_no, form, status, ended_at=ended_at, words=words)
