"""Who holds a place of a programme, on the screen and as a spreadsheet."""

from flask import Blueprint, request, send_file
from flask_babel import gettext as _

from kiosk.services import programme_people
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.list_filters import away_from_empty
from kiosk.web.programmes.filters import PeopleFilters

programme_people_desk = Blueprint("programme_people", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@programme_people_desk.get("/program/<no>/orang")
@allow("admin", "auditor")
def people(no: str):
    if elsewhere := away_from_empty():
        return elsewhere
    programme = programme_seen_by(actor(), no)
    filters = PeopleFilters(no, programme.year)
    total = programme_people.count(programme=programme, wish=filters.wish)
    size = programme_people.PAGE
    number = min(page_number(), max(-(-total // size), 1))
    return show(
        "programmes/people.html",
        programme=programme,
        people=programme_people.page_of(programme=programme, wish=filters.wish, page=number),
        total=total,
        filters=filters,
        pager=Pager(number, total > number * size, total=total, size=size),
    )


@programme_people_desk.route("/program/<no>/orang.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
def sheet(no: str):
    """Names leave the house: by a press only. The filters are those of the list, in the address."""
    programme = programme_seen_by(actor(), no)
    filters = PeopleFilters(no, programme.year)
    if request.method != "POST":
        return go_to(filters.here)
    narrowed = _("Saringan: %(words)s", words=", ".join(filters.said())) if filters.said() else ""
    file = programme_people.sheet(programme=programme, wish=filters.wish, by=actor(), narrowed=narrowed)
    name = f"program-{no.lower()}-orang.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name, etag=False)
