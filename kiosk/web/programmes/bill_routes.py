"""The monthly bills of a programme: which months wait, one of them confirmed and made."""

from datetime import date

from flask import Blueprint

from kiosk.services import bill_held_back, programme_bills, programme_months
from kiosk.services.acting import NotThere
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bpjs.block_ways import ways_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.programmes.press_forms import BillForm
from kiosk.web.sent import sent
from kiosk.web.tariffs.fields import YEAR_FIRST, read_month

programme_bill_desk = Blueprint("programme_bills", __name__)


@programme_bill_desk.get("/program/<no>/tagihan")
@allow("admin", "auditor")
def bills(no: str):
    programme = programme_seen_by(actor(), no)
    return show(
        "programmes/bills.html",
        programme=programme,
        to_bill=programme_bills.to_bill(programme, programme_months.months_of(programme)),
        made=programme_bills.made_bills(programme),
    )


@programme_bill_desk.route("/program/<no>/tagihan/<month>", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def bill(no: str, month: str):
    """What the bill would ask for; the press makes it."""
    asked, form, made = _month(month), BillForm(), []
    if not form.is_submitted():
        return _bill_page(no, asked, form)
    if not sent(form, lambda: made.append(_make(no, asked, form))):
        return _bill_page(no, asked, form, 422)
    return go_to(f"/tagihan/{made[0]}")


def _make(no: str, month: date, form: BillForm) -> str:
    key, amount = form.client_key.data, form.read_amount
    return programme_bills.bill_month(no=no, month=month, client_key=key, amount=amount, by=actor())


def _bill_page(no: str, month: date, form: BillForm, status: int = 200):
    by, number = actor(), page_number()
    programme, proposal = programme_bills.proposal(no=no, month=month, by=by)
    held_back, follows = bill_held_back.page_of(programme.funder_id, month, page=number)
    return show(
        "programmes/bill.html",
        programme=programme,
        proposal=proposal,
        held_back=held_back,
        made=programme_bills.bills_of_month(programme, month),
        ways_of=lambda person: ways_of(person.block, person.worker.reg_no, by.role),
        pager=Pager(number, follows, total=proposal.held_back, size=bill_held_back.PAGE),
        form=form,
        status=status,
    )


def _month(text: str) -> date:
    month = read_month(text) if YEAR_FIRST.fullmatch(text) else None
    if month is None:
        raise NotThere
    return month
