"""Payments: told for a bill, settled by the admin, undone where they were wrong."""

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from kiosk.services import (
    awaiting_pages,
    batches,
    bill_month_pages,
    bill_pages,
    bills,
    payment_doubts,
    payment_evidence,
    payment_facts,
    payment_files,
    payment_pages,
    payments,
)
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bills.forms import PressForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.payments.forms import PaymentForm
from kiosk.web.sent import said, sent

paying = Blueprint("payments", __name__)
LOOKS = ("mitra", "admin", "auditor")


@paying.get("/pembayaran")
@allow("admin", "auditor")
def index():
    by, filters, number = actor(), ListFilters(), page_number()
    state = filters.one_of("keadaan", payment_pages.STATES)
    credits = payment_pages.credits_by_funder()
    owner = filters.one_of("penanggung", {str(credit.funder.id) for credit in credits})
    funder = next((credit.funder for credit in credits if str(credit.funder.id) == owner), None)
    rows, follows = payment_pages.page_of(by=by, state=state, funder=funder, page=number)
    total = payment_pages.count_of(by=by, state=state, funder=funder)
    waiting = payment_pages.waiting(by=by)
    return show(
        "payments/index.html",
        rows=rows,
        waiting=waiting,
        held_until=payment_pages.held_until(waiting),
        credits=credits,
        funder=funder,
        state=state,
        states=payment_pages.STATES,
        unknown=filters.unknown,
        pager=Pager(number, follows, total=total, size=payment_pages.PAGE),
    )


@paying.route("/batch/<no>/pembayaran", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def for_batch(no: str):
    """The bill of the batch that asks for money; the latest where none does."""
    batch = batches.batch_seen_by(actor(), no)
    bill = bills.bill_to_pay(batch)
    if bill:
        return _pay(bill.no, f"/batch/{no}/pembayaran")
    form = PaymentForm()
    if form.is_submitted():
        form.form_errors.append(_("Batch ini belum ditagih. Buat dulu tagihannya di halaman batch."))
    return show(
        "payments/new.html", form=form, file=None, batch=batch, status=422 if form.is_submitted() else 200
    )


@paying.route("/tagihan/<no>/pembayaran", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def for_bill(no: str):
    return _pay(no, f"/tagihan/{no}/pembayaran")


def _pay(bill_no: str, address: str):
    file, form = bill_pages.file_of(no=bill_no, by=actor()), PaymentForm()
    if not form.is_submitted():
        return _payment_page(file, form, address)
    hrefs, made, form.bill = {}, [], file.bill
    if not sent(form, lambda: made.append(_note(bill_no, form, hrefs)), beside=_fields(form)):
        form.ask_for_file_again()
        if form.taken_no:
            hrefs["reference"] = f"/pembayaran/{form.taken_no}"
        return _payment_page(file, form, address, hrefs, 422)
    counted = actor().role == "admin"
    flash(
        _("Pembayaran diterima dan dihitung.") if counted else _("Pembayaran dicatat, menunggu konfirmasi."),
        "success",
    )
    return go_to(f"/pembayaran/{made[0]}")


def _fields(form: PaymentForm) -> dict:
    return {
        payment_facts.ReferenceTaken: form.reference,
        payment_facts.WrongDay: form.received_on,
        payment_doubts.DoubtfulAmount: form.sure,
    }


def _note(bill_no: str, form: PaymentForm, hrefs: dict) -> str:
    try:
        return payments.pay_bill(
            bill_no=bill_no,
            reference=form.reference.data,
            received_on=form.day,
            amount=form.rupiah.amount,
            evidence=form.paper,
            client_key=form.client_key.data,
            by=actor(),
            sure=form.sure.data,
        )
    except payment_facts.ReferenceTaken as taken:
        hrefs["reference"] = f"/pembayaran/{taken.no}"
        raise


def _payment_page(file, form: PaymentForm, address: str, hrefs=None, status: int = 200):
    return show(
        "payments/new.html",
        file=file,
        form=form,
        address=address,
        hrefs=hrefs or {},
        batch=None,
        status=status,
    )


@paying.get("/pembayaran/<no>")
@allow(*LOOKS)
def one(no: str):
    return payment_page(no)


def payment_page(no: str, status: int = 200):
    file, number = payment_files.file_of(no=no, by=actor()), page_number()
    people, follows = payment_files.people_of(file.payment, page=number)
    lost = bill_month_pages.lost_of(file.bill, by=actor()) if file.taken else []
    return show(
        "payments/one.html",
        cannot=said(file.stuck) if file.stuck else "",
        file=file,
        payment=file.payment,
        awaiting=awaiting_pages.counts_of_bill(file.bill) if file.bill else None,
        people=people,
        lost=lost,
        pager=Pager(number, follows, path=f"/pembayaran/{no}"),
        may_settle=actor().role == "admin",
        press=PressForm(formdata=None),
        status=status,
    )


@paying.get("/pembayaran/<no>/bukti")
@allow(*LOOKS)
def evidence(no: str):
    content, mimetype = payment_evidence.evidence_of(no=no, by=actor())
    answer = Response(content, mimetype=mimetype)
    ending = "pdf" if mimetype == "application/pdf" else "jpg"
    answer.headers["Content-Disposition"] = f'inline; filename="bukti-{no}.{ending}"'
    return answer
