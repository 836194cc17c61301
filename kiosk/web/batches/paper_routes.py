"""Papers of a batch: its bill, the company's certificate, the report of a month."""

from datetime import date, datetime

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.services import batch_certificates, batch_reports, bill_papers
from kiosk.services.acting import NotThere, Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import page_number, pdf
from kiosk.web.errors import answer_fault
from kiosk.web.sent import said

batch_paper_desk = Blueprint("batch_papers", __name__)
LOOKS = ("petugas", "mitra", "admin", "auditor")


@batch_paper_desk.get("/batch/<no>/tagihan.pdf")
@allow("mitra", "admin", "auditor")
def bill(no: str):
    try:
        bill_no = bill_papers.batch_bill(no=no, by=actor())
    except bill_papers.NoBillYet as refusal:
        return _not_yet(no, refusal)
    return pdf(bill_papers.bill_pdf(no=bill_no, by=actor()), f"tagihan-{bill_no}")


@batch_paper_desk.get("/batch/<no>/piagam.pdf")
@allow(*LOOKS)
def certificate(no: str):
    try:
        return pdf(batch_certificates.certificate_pdf(no=no, by=actor()), f"piagam-{no}")
    except batch_certificates.NothingPaidYet as refusal:
        return _not_yet(no, refusal)


@batch_paper_desk.get("/batch/<no>/laporan/<month>.pdf")
@allow(*LOOKS)
def report(no: str, month: str):
    """`2027-01`; `?bagian=2` is the second part of a large batch."""
    try:
        content = batch_reports.report_pdf(
            no=no, month=_first_day(month), part=page_number(name="bagian"), by=actor()
        )
    except batch_reports.NotItsMonth as refusal:
        return _not_yet(no, refusal)
    return pdf(content, f"laporan-{no}-{month}")


def _first_day(month: str) -> date:
    """Raises NotThere."""
    try:
        return datetime.strptime(month, "%Y-%m").date()
    except ValueError as fault:
        raise NotThere from fault


def _not_yet(no: str, refusal: Refused):
    """404 with the way to what makes it."""
    return answer_fault(404, said(refusal), {"href": f"/batch/{no}", "text": _("Kembali ke batch")})
