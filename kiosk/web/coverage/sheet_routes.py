"""The people behind a figure of coverage: on the screen, as a sheet at once, or as one that the worker makes."""

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.coverage_looks import STATE_WORDS
from kiosk.services import coverage_long_sheets, coverage_people_sheets
from kiosk.services.acting import Refused
from kiosk.services.coverage_people_sheets import TooMany
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, page_number, show, wants_fragment, xlsx
from kiosk.web.coverage.filters import PATH, PEOPLE, PeopleFilters, fields_of
from kiosk.web.coverage.forms import SheetForm
from kiosk.web.coverage.people_page import people_page
from kiosk.web.list_filters import away_from_empty, fields_in
from kiosk.web.sent import said

coverage_sheet_desk = Blueprint("coverage_sheets", __name__)
READERS = ("admin", "auditor")
SHEETS = f"{PATH}/lembar"


@coverage_sheet_desk.get(PEOPLE)
@allow(*READERS)
def people():
    return away_from_empty() or people_page(PeopleFilters(), page_number())


@coverage_sheet_desk.route(f"{PEOPLE}.xlsx", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
def people_sheet():
    """Names leave the house: by a press only, and it is written down. A GET leads back to the list."""
    if request.method != "POST":
        return go_to(PeopleFilters().this_list)
    fields = fields_in(request.form.get("filters"))
    filters = PeopleFilters(fields)
    try:
        file = coverage_people_sheets.people(wish=filters.wish, narrowed=filters.in_words(), by=actor())
    except TooMany as refusal:
        return people_page(filters, page_number(fields), refused=said(refusal))
    return xlsx(file, f"cakupan-{filters.state}")


@coverage_sheet_desk.route(SHEETS, methods=["GET", "POST"])
@allow(*READERS, post=READERS)
def asking():
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SheetForm()
    if not form.is_submitted():
        return go_to(PEOPLE)
    fields = fields_in(form.filters.data)
    filters = PeopleFilters(fields)
    if not form.validate():
        return people_page(
            filters, page_number(fields), refused=_("Daftar ini belum diminta. Tekan sekali lagi.")
        )
    no = coverage_long_sheets.ask(
        wish=filters.wish, narrowed=filters.in_words(), client_key=form.client_key.data, by=actor()
    )
    return go_to(f"{SHEETS}/{no}")


@coverage_sheet_desk.get(f"{SHEETS}/<no>")
@allow(*READERS)
def sheet(no: str):
    """The whole page, or what htmx polls while the worker is at it."""
    return _sheet_page(no)


@coverage_sheet_desk.route(f"{SHEETS}/<no>.xlsx", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
def content(no: str):
    """By a press only, and it is written down. A GET leads back to its page."""
    file = coverage_long_sheets.sheet_of(no, by=actor())
    if request.method != "POST":
        return go_to(f"{SHEETS}/{no}")
    try:
        made = coverage_long_sheets.content_of(no, by=actor())
    except Refused as refusal:
        return _sheet_page(no, refused=said(refusal))
    return xlsx(made, f"cakupan-{file.wish.state}-{no.lower()}")


def _sheet_page(no: str, *, refused: str = ""):
    file = coverage_long_sheets.sheet_of(no, by=actor())
    if (polls := wants_fragment() and not refused) and not file.working:
        return go_to(f"{SHEETS}/{no}")
    filters = PeopleFilters(fields_of(file.wish))
    return show(
        "coverage/sheet.html",
        fragment="coverage/_sheet_progress.html" if polls else None,
        file=file,
        sheet=file.sheet,
        filters=filters,
        title=STATE_WORDS[filters.state],
        here=f"{SHEETS}/{no}",
        refused=refused,
        status=422 if refused else 200,
    )
