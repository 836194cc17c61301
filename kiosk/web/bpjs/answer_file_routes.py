"""BPJS's files come in and are looked at, line by line."""

from flask import flash, request

from kiosk.services import bpjs_answer_pages
from kiosk.services import bpjs_answers as uses
from kiosk.services.bpjs_answer_wishes import DayRefused
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bpjs.answer_desk import bpjs_answer_desk
from kiosk.web.bpjs.answer_forms import AnswerForm
from kiosk.web.bpjs.answer_page import answer_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import sentence
from kiosk.web.sent import said, sent


@bpjs_answer_desk.route("/bpjs/balasan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def answers():
    form = AnswerForm()
    form.offer(bpjs_answer_pages.submissions_offered(), bpjs_answer_pages.funders_offered())
    if not form.is_submitted():
        form.answering(request.args.get("pengajuan", ""))
        return _answers_page(form)
    made, earlier = [], []
    if sent(form, lambda: _upload(form, made, earlier), beside=_beside(form)):
        return go_to(f"/bpjs/balasan/{made[0]}")
    if earlier and earlier[0].may_be_read_again:
        return _lead_to(earlier[0])
    form.ask_for_file_again()
    return _answers_page(form, earlier, 422)


@bpjs_answer_desk.get("/bpjs/balasan/<no>")
@allow("admin", "auditor")
def answer(no: str):
    """The whole page, or what htmx polls while the file is read."""
    return answer_page(no)


def _upload(form: AnswerForm, made: list[str], earlier: list[uses.AlreadyThere]) -> None:
    try:
        made.append(uses.upload(wish=form.wish(), client_key=form.client_key.data, by=actor()))
    except uses.AlreadyThere as there:
        earlier.append(there)
        raise


def _beside(form: AnswerForm) -> dict:
    return {uses.FileRefused: form.sheet, DayRefused: form.as_of}


def _lead_to(there: uses.AlreadyThere):
    """To the same bytes as they came before: what is left of them is used from there."""
    flash(said(there), "soon")
    for finding in there.ignored:
        flash(sentence(finding), "soon")
    return go_to(f"/bpjs/balasan/{there.no}")


def _answers_page(form: AnswerForm, earlier: list[uses.AlreadyThere] | None = None, status: int = 200):
    number = page_number()
    rows, follows = bpjs_answer_pages.page_of(page=number, by=actor())
    return show(
        "bpjs/answers.html",
        form=form,
        rows=rows,
        earlier=earlier[0].no if earlier else None,
        ignored=earlier[0].ignored if earlier else (),
        pager=Pager(number, follows),
        status=status,
    )
