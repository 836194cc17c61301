"""Credit is used for a bill: asked first."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.domain.words import rupiah
from kiosk.services import bill_pages, credit_previews, payments
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bills.forms import PressForm
from kiosk.web.bills.routes import bill_page
from kiosk.web.sent import said

bill_credit_desk = Blueprint("bill_credit", __name__)


@bill_credit_desk.post("/tagihan/<no>/kredit")
@allow("mitra", "admin")
def use_credit(no: str):
    try:
        used = payments.use_credit(bill_no=no, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return bill_page(no, status=422)
    flash(_("Kredit %(amount)s dipakai untuk tagihan ini.", amount=rupiah(used)), "success")
    if bill_pages.file_of(no=no, by=actor()).code.differs:
        flash(
            _("Kode iuran yang tercatat meminta jumlah lain daripada sisanya: perlu kode baru dari BPJS."),
            "act",
        )
    return go_to(f"/tagihan/{no}")


@bill_credit_desk.get("/tagihan/<no>/kredit")
@allow("mitra", "admin", "auditor")
def credit(no: str):
    """What would be paid by it, and what remains; where nothing would be, the bill says so."""
    try:
        preview = credit_previews.preview(no=no, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return go_to(f"/tagihan/{no}")
    return show("bills/credit.html", no=no, preview=preview, press=PressForm(formdata=None))
