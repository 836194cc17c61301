"""How far the city is covered: /cakupan, the people behind each of its figures, and both to take along."""

from typing import BinaryIO

from flask import Blueprint, request, send_file

from kiosk.domain.coverage_looks import OF_A_MONTH, STATE_WORDS
from kiosk.domain.coverage_shares import in_words, of_length, per_cent
from kiosk.domain.funder_kinds import KINDS
from kiosk.services import coverage_lists, coverage_pages, coverage_sheets
from kiosk.services.coverage_sheets import TooMany
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.coverage.filters import PATH, PEOPLE, CoverageFilters, PeopleFilters
from kiosk.web.coverage.pictures import pictures_of
from kiosk.web.list_filters import as_field, away_from_empty, fields_in, filled
from kiosk.web.sent import said

coverage_desk = Blueprint("coverage", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@coverage_desk.app_template_global()
def bar_length(part: int, whole: int) -> str:
    """How long a bar is in a picture, `51.59%`."""
    return of_length(part, whole)


@coverage_desk.app_template_global()
def share_words(part: int, whole: int) -> str:
    """`51,6 %`, `< 0,1 %`; a dash where there is no whole."""
    share = per_cent(part, whole)
    if share is None:
        return "–"
    return f"{'< ' if 0 < part * 1000 < whole else ''}{in_words(share)} %"


@coverage_desk.app_template_global()
def decimal_words(share) -> str:
    """`71,59`, without its unit."""
    return in_words(share)


@coverage_desk.get(PATH)
@allow("opd", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    filters, by = CoverageFilters(), actor()
    coverage = coverage_pages.coverage_of(month=filters.month, where=filters.where, by=by)
    return show(
        "coverage/index.html",
        coverage=coverage,
        filters=filters,
        pictures=pictures_of(coverage, filters),
        sees_people=by.role in coverage_pages.SEES_PEOPLE,
    )


@coverage_desk.get(f"{PATH}/ringkasan.xlsx")
@allow("opd", "admin", "auditor")
def summary():
    """It names nobody; the filters are those of the page, in the address."""
    filters, by = CoverageFilters(), actor()
    coverage = coverage_pages.coverage_of(month=filters.month, where=filters.where, by=by)
    return _sheet(coverage_sheets.summary(coverage=coverage, narrowed=filters.in_words()), "cakupan")


@coverage_desk.get(PEOPLE)
@allow("admin", "auditor")
def people():
    return away_from_empty() or _list(PeopleFilters(), page_number())


@coverage_desk.route(f"{PEOPLE}.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor", post=("admin",))
def people_sheet():
    """Names leave the house: by a press only, and it is written down. A GET leads back to the list."""
    if request.method != "POST":
        return go_to(PeopleFilters().this_list)
    fields = fields_in(request.form.get("filters"))
    filters = PeopleFilters(fields)
    try:
        file = coverage_sheets.people(wish=filters.wish, narrowed=filters.in_words(), by=actor())
    except TooMany as refusal:
        return _list(filters, page_number(fields), refused=said(refusal))
    return _sheet(file, f"cakupan-{filters.state}")


def _list(filters: PeopleFilters, number: int, *, refused: str = ""):
    listed = coverage_lists.page_of(wish=filters.wish, by=actor(), page=number)
    fields = filled(filters.chosen)
    return show(
        "coverage/people.html",
        listed=listed,
        filters=filters,
        title=STATE_WORDS[filters.state],
        of_month=filters.state in OF_A_MONTH,
        here=as_field(filters.chosen, number),
        pager=Pager(
            number, listed.follows, total=listed.total, size=coverage_lists.PAGE, path=PEOPLE, fields=fields
        ),
        funder_kinds=KINDS,
        most_in_a_sheet=coverage_sheets.MOST_PEOPLE,
        refused=refused,
        status=422 if refused else 200,
    )


def _sheet(file: BinaryIO, name: str):
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx", etag=False)
