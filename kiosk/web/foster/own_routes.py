"""The donor's own page, and the receipt of a year."""

from flask import Blueprint

from kiosk.services import donor_pages, donor_receipts
from kiosk.web.access import actor, allow
from kiosk.web.answers import pdf, show

donor_desk = Blueprint("donor_desk", __name__)


@donor_desk.get("/asn/saya")
@allow("donatur")
def own():
    return show("foster/own.html", own=donor_pages.own_page(by=actor()))


@donor_desk.get("/asn/saya/tanda-terima/<int:year>.pdf")
@allow("donatur")
def receipt(year: int):
    return pdf(donor_receipts.receipt_pdf(year=year, by=actor()), f"tanda-terima-iuran-{year}")
