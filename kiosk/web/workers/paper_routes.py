"""Papers of one person: the receipt to take home, the proof of cover on a day."""

from datetime import date

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.words import N_
from kiosk.services import protection_proofs, receipts
from kiosk.services.acting import Refused
from kiosk.services.merged_numbers import MovedTo
from kiosk.web.access import actor, allow
from kiosk.web.answers import pdf
from kiosk.web.errors import answer_fault
from kiosk.web.sent import said

papers = Blueprint("papers", __name__)

UNREADABLE = N_("Hari ini tidak ada di kalender atau tidak dapat dibaca. Tulis seperti 2026-11-21.")


@papers.get("/pekerja/<reg_no>/bukti.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def receipt(reg_no: str):
    return pdf(receipts.receipt_pdf(reg_no=reg_no, by=actor()), "bukti-pendaftaran")


@papers.get("/pekerja/<reg_no>/perlindungan.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def protection(reg_no: str):
    try:
        return pdf(protection_proofs.proof_pdf(reg_no=reg_no, on=_day(), by=actor()), "bukti-perlindungan")
    except MovedTo:
        raise
    except Refused as refusal:
        back = {"href": f"/pekerja/{reg_no}", "text": _("Kembali ke halaman orangnya")}
        return answer_fault(422, said(refusal), back)


def _day() -> date:
    """`?hari=2026-11-21`, today where nothing is asked for. Raises Refused."""
    text = request.args.get("hari", "").strip()
    day = read_date(text).day if text else today()
    if day is None:
        raise Refused(UNREADABLE)
    return day
