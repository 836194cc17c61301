"""A bill on paper, and BPJS's kode iuran under which it is paid."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import bill_papers, payment_codes
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf
from kiosk.web.bills.code_form import PaymentCodeForm
from kiosk.web.bills.routes import bill_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

bill_paper_desk = Blueprint("bill_papers", __name__)


@bill_paper_desk.get("/tagihan/<no>.pdf")
@allow("mitra", "admin", "auditor")
def paper(no: str):
    return pdf(bill_papers.bill_pdf(no=no, by=actor()), f"tagihan-{no}")


@bill_paper_desk.post("/tagihan/<no>/kode-iuran")
@allow("admin")
@gives_form_back
def note_code(no: str):
    form = PaymentCodeForm()
    if not sent(form, lambda: _note(no, form), beside={payment_codes.CodeIsOver: form.expires_on}):
        return bill_page(no, status=422, code_form=form)
    flash(_("Kode iuran dicatat. Penanggung melihatnya di halaman tagihan dan pada tagihan PDF."), "success")
    return go_to(f"/tagihan/{no}")  # where it says so if BPJS asks for another sum


def _note(no: str, form: PaymentCodeForm) -> None:
    payment_codes.note_code(
        bill_no=no,
        code=form.digits,
        expires_on=form.expires_on.day,
        amount=form.rupiah,
        client_key=form.client_key.data,
        by=actor(),
    )


@bill_paper_desk.get("/tagihan/<no>/kode-iuran")
@allow("admin", "auditor")
def after_refusal(no: str):
    """The address that a refused form leaves in the browser's bar."""
    return go_to(f"/tagihan/{no}")
