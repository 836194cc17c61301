"""The admin settles a payment: it is there, it is not, it was wrong."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import payment_files, payments
from kiosk.services.acting import Refused
from kiosk.services.reversals import reverse
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.payments.forms import RefusalForm, ReversalForm
from kiosk.web.payments.routes import payment_page
from kiosk.web.sent import said, sent

settling = Blueprint("payment_settling", __name__)


@settling.post("/pembayaran/<no>/konfirmasi")
@allow("admin")
def confirm(no: str):
    try:
        payments.confirm(no=no, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return payment_page(no, status=422)
    flash(_("Pembayaran %(no)s diterima dan dihitung.", no=no), "success")
    return go_to(f"/pembayaran/{no}")


@settling.get("/pembayaran/<no>/konfirmasi")
@allow("admin", "auditor")
def after_refusal(no: str):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/pembayaran/{no}")


@settling.route("/pembayaran/<no>/penolakan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def refuse(no: str):
    form = RefusalForm()
    if not form.is_submitted():
        return _settle_page("payments/refusal.html", no, form)
    if not sent(form, lambda: payments.refuse(no=no, why=form.why.data, by=actor())):
        return _settle_page("payments/refusal.html", no, form, 422)
    flash(_("Pembayaran %(no)s ditolak; tidak ada bulan yang dibayar olehnya.", no=no), "success")
    return go_to(f"/pembayaran/{no}")


@settling.route("/pembayaran/<no>/pembalikan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def undo(no: str):
    form = ReversalForm()
    if not form.is_submitted():
        return _settle_page("payments/reversal.html", no, form)
    wish = form.wish(no)
    if not sent(form, lambda: reverse(wish=wish, client_key=form.client_key.data, by=actor())):
        return _settle_page("payments/reversal.html", no, form, 422)
    flash(_("Pembayaran dibalik dengan catatan baru; catatan lama tetap ada."), "success")
    return go_to(f"/pembayaran/{no}")


def _settle_page(template: str, no: str, form, status: int = 200):
    file, number = payment_files.file_of(no=no, by=actor()), page_number()
    people, follows = payment_files.people_of(file.payment, page=number)
    pager = Pager(number, follows, path=f"/pembayaran/{no}/pembalikan")
    return show(
        template,
        file=file,
        cannot=said(file.stuck) if file.stuck else "",
        payment=file.payment,
        form=form,
        people=people,
        pager=pager,
        status=status,
    )
