"""The page of one file of BPJS, with the form that reads it again."""

from flask import request

from kiosk.domain.bpjs_acceptance_remarks import LISTED
from kiosk.domain.bpjs_outcomes import WORDS
from kiosk.domain.bpjs_remedies import REMEDIES
from kiosk.services import bpjs_answer_faults, bpjs_answer_lines, bpjs_answer_pages, bpjs_status_words
from kiosk.services.bpjs_answer_pages import AnswerFile
from kiosk.web.access import actor
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.bpjs.answer_forms import ReadAgainForm
from kiosk.web.bpjs.list_forms import StatusWordForm
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
        unknown_words=bpjs_status_words.unknown_in(file.answer),
        word_form=_word_form(form),
        status=status,
        **_lines(file, here),
    )


def _word_form(form) -> StatusWordForm:
    return form if isinstance(form, StatusWordForm) else StatusWordForm(formdata=None)


def _lines(file: AnswerFile, here: str) -> dict:
    filters, number = ListFilters(), page_number()
    outcome = filters.one_of("hasil", WORDS)
    remark = filters.one_of("catatan", LISTED)
    rows, follows = bpjs_answer_lines.lines_of(
        answer=file.answer, outcome=outcome, page=number, remark=remark
    )
    total = file.counts.get(outcome, 0) if outcome else file.total
    return {
        "remark": remark,
        "listed": LISTED,
        "rows": rows,
        "outcome": outcome,
        "outcomes": WORDS,
        "remedies": REMEDIES,
        "unknown": filters.unknown,
        "most": bpjs_answer_faults.MOST,
        "pager": Pager(
            number,
            follows,
            total=None if remark else total,
            size=bpjs_answer_lines.PAGE,
            path=here,
            fields=request.args,
        ),
    }
