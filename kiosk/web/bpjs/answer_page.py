"""The page of one file of BPJS, with the form that reads it again."""

from flask import request

from kiosk.domain.bpjs_outcomes import WORDS
from kiosk.domain.bpjs_remedies import REMEDIES
from kiosk.services import bpjs_answer_faults, bpjs_answer_lines, bpjs_answer_pages
from kiosk.services.bpjs_answer_pages import AnswerFile
from kiosk.web.access import actor
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.bpjs.answer_forms import ReadAgainForm
from kiosk.web.list_filters import ListFilters


def answer_page(no: str, form: ReadAgainForm | None = None, status: int = 200):
    """The whole page, with a `form` that was refused; or what htmx polls while the file is read."""
    file, here = bpjs_answer_pages.file_of(no=no, by=actor()), f"/bpjs/balasan/{no}"
    polls = form is None and wants_fragment()
    if polls and not file.reading:
        return go_to(here)
    return show(
        "bpjs/answer.html",
        fragment="bpjs/_answer_reading.html" if polls else None,
        file=file,
        answer=file.answer,
        form=form or ReadAgainForm(formdata=None),
        status=status,
        **_lines(file, here),
    )


def _lines(file: AnswerFile, here: str) -> dict:
    filters, number = ListFilters(), page_number()
    outcome = filters.one_of("hasil", WORDS)
    rows, follows = bpjs_answer_lines.lines_of(answer=file.answer, outcome=outcome, page=number)
    total = file.counts.get(outcome, 0) if outcome else file.total
    return {
        "rows": rows,
        "outcome": outcome,
        "outcomes": WORDS,
        "remedies": REMEDIES,
        "unknown": filters.unknown,
        "most": bpjs_answer_faults.MOST,
        "pager": Pager(
            number, follows, total=total, size=bpjs_answer_lines.PAGE, path=here, fields=request.args
        ),
    }
