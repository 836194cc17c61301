"""BPJS's receipt for a bill."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import bill_receipts
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.bills.receipt_form import ReceiptForm
from kiosk.web.bills.routes import bill_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

bill_receipt_desk = Blueprint("bill_receipts", __name__)


@bill_receipt_desk.post("/tagihan/<no>/bukti-bpjs")
@allow("admin")
@gives_form_back
def note(no: str):
    form, counted = ReceiptForm(), []
    beside = {bill_receipts.WrongReceiptDay: form.received_on}
    if not sent(form, lambda: counted.append(_note(no, form)), beside=beside):
        return bill_page(no, status=422, receipt_form=form)
    flash(
        _(
            "Bukti penerimaan BPJS dicatat. %(count)s bulan pekerja mulai berlaku karenanya.",
            count=counted[0],
        ),
        "success",
    )
    return go_to(f"/tagihan/{no}")


def _note(no: str, form: ReceiptForm) -> int:
    return bill_receipts.note(
        bill_no=no,
        receipt_no=form.number,
        on=form.received_on.day,
        client_key=form.client_key.data,
        by=actor(),
    )


@bill_receipt_desk.get("/tagihan/<no>/bukti-bpjs")
@allow("admin", "auditor")
def after_refusal(no: str):
    """The address that a refused form leaves in the browser's bar."""
    return go_to(f"/tagihan/{no}")
