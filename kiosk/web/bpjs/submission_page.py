"""The page of one submission, also where a form on it came back."""

from kiosk.services import bpjs_line_pages
from kiosk.services.bpjs_submission_lookup import WITHOUT_KPJ
from kiosk.services.bpjs_submission_pages import SubmissionFile
from kiosk.services.bpjs_submissions import STATES
from kiosk.web.access import actor
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.bpjs.forms import SentForm
from kiosk.web.list_filters import ListFilters


def submission_page(file: SubmissionFile, form: SentForm, status: int = 200):
    filters, number = ListFilters(), page_number()
    state = filters.one_of("keadaan", (*STATES, WITHOUT_KPJ))
    rows, follows = bpjs_line_pages.lines_page(file.submission, state=state, page=number)
    total = file.count_of(state)
    return show(
        "bpjs/one.html",
        file=file,
        submission=file.submission,
        rows=rows,
        state=state,
        unknown=filters.unknown,
        form=form,
        may_change=actor().role == "admin",
        pager=Pager(
            number, follows, total=total, size=bpjs_line_pages.PAGE, path=f"/bpjs/{file.submission.no}"
        ),
        status=status,
    )
