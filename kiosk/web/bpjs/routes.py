"""Submissions to BPJS side by side, per funder, and one of them."""

from kiosk.services import bpjs_submission_pages, bpjs_wadah_pages
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.bpjs.desk import submissions
from kiosk.web.bpjs.forms import SentForm
from kiosk.web.bpjs.submission_page import submission_page
from kiosk.web.list_filters import ListFilters


@submissions.get("/bpjs")
@allow("admin", "auditor")
def index():
    filters, number, by = ListFilters(), page_number(), actor()
    state = filters.one_of("keadaan", bpjs_submission_pages.STATES)
    rows, follows = bpjs_submission_pages.page_of(by=by, state=state, page=number)
    return show(
        "bpjs/index.html",
        wadahs=bpjs_wadah_pages.wadah_rows(by=by),
        rows=rows,
        state=state,
        states=bpjs_submission_pages.STATES,
        unknown=filters.unknown,
        pager=Pager(number, follows),
    )


@submissions.get("/bpjs/<no>")
@allow("admin", "auditor")
def one(no: str):
    file = bpjs_submission_pages.file_of(no=no, by=actor())
    return submission_page(file, SentForm.of(file.submission.sent_on))
