"""What is over of debits: listed until it has gone back to the donor."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import debit_over, debit_refunds
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.debits.refund_form import RefundForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

refunding = Blueprint("debit_refunds", __name__)
PATH = "/debit/kelebihan"


@refunding.get(PATH)
@allow("admin", "auditor")
def index():
    by, number, size = actor(), page_number(), debit_over.PAGE
    rows, total = debit_over.page_of(by=by, page=number)
    return show(
        "debits/refunds.html",
        rows=rows,
        amount=debit_over.total_over(),
        latest=debit_refunds.latest(by=by),
        pager=Pager(number, number * size < total, total=total, size=size),
        total=total,
    )


@refunding.route(f"{PATH}/<no>", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def one(no: str):
    form = RefundForm()
    if not form.is_submitted():
        return _page(no, form)
    if not sent(form, lambda: _note(no, form), beside=_beside(form)):
        return _page(no, form, 422)
    flash(_("Pengembaliannya dicatat, dan donaturnya diberi tahu."), "success")
    return go_to(PATH)


def _beside(form: RefundForm) -> dict:
    return {
        debit_refunds.WrongRefundDay: form.paid_on,
        debit_refunds.WrongReference: form.reference,
    }


def _note(no: str, form: RefundForm) -> None:
    debit_refunds.refund(
        no=no,
        reference=form.reference.data,
        paid_on=form.day,
        client_key=form.client_key.data,
        by=actor(),
    )


def _page(no: str, form: RefundForm, status: int = 200):
    return show("debits/refund.html", over=debit_over.over_of(no=no, by=actor()), form=form, status=status)
