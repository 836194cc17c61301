"""Papers of one person: the receipt to take home."""

from flask import Blueprint, Response

from kiosk.services import receipts
from kiosk.web.access import actor, allow

papers = Blueprint("papers", __name__)


@papers.get("/pekerja/<reg_no>/bukti.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def receipt(reg_no: str):
    answer = Response(receipts.receipt_pdf(reg_no=reg_no, by=actor()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="bukti-pendaftaran.pdf"'
    return answer
