"""How far the city is covered: /cakupan, and all its figures to take along."""

from flask import Blueprint

from kiosk.domain.coverage_shares import in_words, of_length, per_cent
from kiosk.services import coverage_pages, coverage_sheets
from kiosk.web.access import actor, allow
from kiosk.web.answers import show, xlsx
from kiosk.web.coverage.filters import PATH, CoverageFilters
from kiosk.web.coverage.pictures import pictures_of
from kiosk.web.list_filters import away_from_empty

coverage_desk = Blueprint("coverage", __name__)


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
    return xlsx(coverage_sheets.summary(coverage=coverage, narrowed=filters.in_words()), "cakupan")
