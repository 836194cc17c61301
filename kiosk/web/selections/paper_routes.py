"""The annex of a decree: the paper for whoever may look, the sheet with full NIKs for the admin's press alone."""

from flask import request

from kiosk.services import selection_annexes, selections
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, xlsx
from kiosk.web.selections.desk import selection_desk
from kiosk.web.selections.page_routes import ONE, address_of


@selection_desk.get(f"{ONE}/lampiran.pdf")
@allow("admin", "auditor")
def paper(no: str):
    selection = selections.selection_of(no, by=actor())
    return pdf(selection_annexes.pdf_of(selection, by=actor()), f"lampiran-{selection.no.lower()}")


@selection_desk.route(f"{ONE}/lampiran.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
def sheet(no: str):
    """Full NIKs leave the house: by a press only."""
    selection, by = selections.selection_of(no, by=actor()), actor()
    if request.method != "POST":
        return go_to(address_of(selection))
    return xlsx(selection_annexes.sheet_of(selection, by=by), f"lampiran-{selection.no.lower()}")
