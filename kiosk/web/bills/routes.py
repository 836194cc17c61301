"""Bills: the list, one with its people and payments, the city's by the month, taken back, paid by credit."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.clock import utc_now
from kiosk.domain.words import number as said_number
from kiosk.services import (
    awaiting_pages,
    bill_held_back,
    bill_lists,
    bill_month_pages,
    bill_pages,
    bill_undoing,
    bills,
    funders,
    payment_pages,
)
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bills import words
from kiosk.web.bills.code_form import PaymentCodeForm
from kiosk.web.bills.forms import CancelBillForm, FunderBillForm, PressForm
from kiosk.web.bills.receipt_form import ReceiptForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import sent

billing = Blueprint("bills", __name__)
for speak in (
    words.bill_state, words.billed_month_state, words.payment_state, words.released_why, words.credit_why,
    words.money_look,
):  # fmt: skip
    billing.add_app_template_global(speak, speak.__name__)


@billing.get("/tagihan")
@allow("mitra", "admin", "auditor")
def index():
    filters, number = ListFilters(), page_number()
    state = filters.one_of("keadaan", bill_lists.LISTS)
    by = actor()
    rows, follows = bill_lists.page_of(by=by, state=state, page=number)
    own, more = payment_pages.page_of(by=by) if by.role == "mitra" else ([], False)
    return show(
        "bills/index.html",
        rows=rows,
        own_payments=own,
        more_payments=more,
        state=state,
        states=bill_lists.LISTS,
        unknown=filters.unknown,
        now=utc_now(),
        pager=Pager(number, follows, total=None if state else bill_lists.count(by=by), size=bill_lists.PAGE),
    )


@billing.route("/tagihan/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form = FunderBillForm(funders=funders.billed_by_month())
    if not form.is_submitted():
        return show("bills/new.html", form=form)
    made: list[str] = []
    if not sent(form, lambda: made.append(_bill(form))):
        return show("bills/new.html", form=form, status=422)
    _say_held_back(form)
    return go_to(f"/tagihan/{made[0]}")


def _say_held_back(form: FunderBillForm) -> None:
    if people := len(bill_held_back.ids_of(int(form.funder.data), form.first_day)):
        text = ngettext(
            "%(count)s orang tidak ikut ditagih: ia belum dapat diajukan kepada BPJS.",
            "%(count)s orang tidak ikut ditagih: mereka belum dapat diajukan kepada BPJS.",
            people,
            count=said_number(people),
        )
        flash(text, "soon")


def _bill(form: FunderBillForm) -> str:
    return bills.bill_funder(
        funder_id=int(form.funder.data), month=form.first_day, client_key=form.client_key.data, by=actor()
    )


@billing.get("/tagihan/<no>")
@allow("mitra", "admin", "auditor")
def one(no: str):
    return bill_page(no)


def bill_page(
    no: str,
    *,
    status: int = 200,
    code_form: PaymentCodeForm | None = None,
    receipt_form: ReceiptForm | None = None,
):
    by, filters, number = actor(), ListFilters(), page_number()
    file = bill_pages.file_of(no=no, by=by)
    state = filters.one_of("keadaan", bill_month_pages.MONTH_STATES)
    months, follows = bill_month_pages.months_of(bill=file.bill, state=state, by=by, page=number)
    total = bill_month_pages.count_of(bill=file.bill, state=state)
    return show(
        "bills/one.html",
        file=file,
        bill=file.bill,
        awaiting=awaiting_pages.counts_of_bill(file.bill),
        months=months,
        state=state,
        unknown=filters.unknown,
        pager=Pager(number, follows, total=total, size=bill_month_pages.PAGE, path=f"/tagihan/{no}"),
        may_change=by.role in bills.MAY_BILL,
        press=PressForm(formdata=None),
        code=file.code.code,
        code_form=code_form or PaymentCodeForm(formdata=None),
        receipt_form=receipt_form or ReceiptForm(formdata=None),
        form=code_form or receipt_form,
        status=status,
    )


@billing.route("/tagihan/<no>/pembatalan", methods=["GET", "POST"])
@allow("mitra", "admin", "auditor")
@gives_form_back
def cancel(no: str):
    form = CancelBillForm()
    if not form.is_submitted():
        return _cancel_page(no, form)
    if not sent(form, lambda: bills.cancel(no=no, why=form.why.data, by=actor())):
        return _cancel_page(no, form, 422)
    flash(_("Tagihan %(no)s dibatalkan. Bulannya dapat ditagih lagi.", no=no), "success")
    return go_to(f"/tagihan/{no}")


def _cancel_page(no: str, form: CancelBillForm, status: int = 200):
    file = bill_pages.file_of(no=no, by=actor())
    held_after = bill_undoing.held_after(file.bill)
    return show(
        "bills/cancel.html", file=file, form=form, held_after=held_after, now=utc_now(), status=status
    )
