"""The list of accidents and deaths, one of them, and the proof of cover on its day."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.services import claim_heirs, claim_lists, claim_pages, claim_papers
from kiosk.services.acting import Refused
from kiosk.services.claim_lookup import MAY_ACT
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, pdf, show
from kiosk.web.claims import words
from kiosk.web.claims.filters import ClaimFilters
from kiosk.web.errors import answer_fault
from kiosk.web.list_filters import away_from_empty
from kiosk.web.sent import said

claim_desk = Blueprint("claims", __name__)
words.offer(claim_desk)


@claim_desk.get("/klaim")
@allow("petugas", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    by, filters, number = actor(), ClaimFilters(), page_number()
    rows, follows = claim_lists.page_of(by=by, wishes=filters.wishes, page=number)
    return show(
        "claims/index.html",
        rows=rows,
        pager=Pager(number, follows),
        filters=filters,
        may_report=by.role in MAY_ACT,
    )


@claim_desk.get("/klaim/<no>")
@allow("petugas", "admin", "auditor")
def one(no: str):
    by = actor()
    page = claim_pages.page_of(no=no, by=by)
    return show(
        "claims/one.html",
        shown=page,
        claim=page.claim,
        worker=page.worker,
        papers=claim_papers.papers_of(page.claim, by),
        heir=claim_heirs.masked(page.claim, by),
    )


@claim_desk.get("/klaim/<no>/perlindungan.pdf")
@allow("petugas", "admin", "auditor")
def proof(no: str):
    try:
        return pdf(claim_pages.proof_pdf(no=no, by=actor()), "bukti-perlindungan")
    except Refused as refusal:
        back = {"href": f"/klaim/{no}", "text": _("Kembali ke klaim")}
        return answer_fault(422, said(refusal), back)
