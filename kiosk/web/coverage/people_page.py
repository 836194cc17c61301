"""The page of the people behind a figure of coverage, and what it offers to take along."""

from kiosk.domain.coverage_looks import OF_A_MONTH, STATE_WORDS
from kiosk.domain.funder_kinds import KINDS
from kiosk.services import coverage_lists, coverage_long_sheets, coverage_people_sheets
from kiosk.web.access import actor
from kiosk.web.answers import Pager, show
from kiosk.web.coverage.filters import PEOPLE, PeopleFilters
from kiosk.web.coverage.forms import SheetForm
from kiosk.web.list_filters import as_field, filled


def people_page(filters: PeopleFilters, number: int, *, refused: str = ""):
    """`number` of the page; `refused`: in a sentence why nothing was taken along, with 422."""
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
        is_long=listed.total > coverage_people_sheets.AT_ONCE,
        sheet_form=SheetForm(formdata=None),
        asked_for=coverage_long_sheets.own_of(actor()),
        state_words=STATE_WORDS,
        refused=refused,
        status=422 if refused else 200,
    )
