"""Participation to take along: the letter to a department's secretary, the recapitulation, who has not joined."""

from flask import Blueprint, request

from kiosk.services import participation_letters, participation_reports
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, xlsx
from kiosk.web.departments.participation_routes import place_asked
from kiosk.web.departments.staff_filters import staff_filters

participation_papers = Blueprint("participation_papers", __name__)


@participation_papers.get("/opd/<code>/laporan.pdf")
@allow("opd", "admin", "auditor")
def report(code: str):
    return pdf(participation_letters.letter_pdf(code=code, by=actor()), f"surat-{code.lower()}")


@participation_papers.route("/opd/<code>/belum-ikut.xlsx", methods=["GET", "POST"])
@allow("opd", "admin", "auditor", post=("opd", "admin"))
def not_joined(code: str):
    """Names leave the house: by a press only. The filters are those of the list, in the address."""
    place = place_asked(code)
    if request.method != "POST":
        return go_to(f"/opd/{code}/belum-ikut")
    wish = staff_filters(place, joined=False).wish
    sheet = participation_reports.staff_sheet(place=place, wish=wish, by=actor())
    return xlsx(sheet, f"belum-ikut-{code.lower()}")


@participation_papers.get("/opd/rekapitulasi.pdf")
@allow("admin", "auditor")
def city():
    return pdf(participation_reports.city_pdf(by=actor()), "rekapitulasi-opd")


@participation_papers.get("/opd/rekapitulasi.xlsx")
@allow("admin", "auditor")
def city_sheet():
    return xlsx(participation_reports.city_sheet(by=actor()), "rekapitulasi-opd")
