"""Companies that fund workers."""

from flask import Blueprint

from kiosk.services import companies as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import show

companies = Blueprint("companies", __name__)


@companies.get("/perusahaan")
@allow("petugas", "mitra", "admin", "auditor")
def index():
    return show("companies/index.html", companies=uses.companies_seen_by(actor()))
