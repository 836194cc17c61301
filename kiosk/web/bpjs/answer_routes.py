"""BPJS's files come in: sent, read, looked at line by line, what is to be settled taken away."""

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _

from kiosk.domain.bpjs_outcomes import WORDS
from kiosk.domain.bpjs_remedies import REMEDIES
from kiosk.services import (
    bpjs_answer_columns,
    bpjs_answer_faults,
    bpjs_answer_lines,
    bpjs_answer_pages,
    bpjs_headings,
)
from kiosk.services import bpjs_answers as uses
from kiosk.services.acting import NotThere
from kiosk.services.bpjs_answer_columns import AnswerColumns
from kiosk.services.bpjs_answer_wishes import DayRefused
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.batches.column_forms import ColumnsForm, columns_form, place_in
from kiosk.web.bpjs import answer_words
from kiosk.web.bpjs.answer_forms import AnswerForm
from kiosk.web.bpjs.layout_choice import number_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import sent

bpjs_answer_desk = Blueprint("bpjs_answers", __name__)
answer_words.offer(bpjs_answer_desk)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    if not sent(form, lambda: _upload(form, made, earlier), beside=_beside(form)):
        return _answers_page(form, earlier, 422)
    return go_to(f"/bpjs/balasan/{made[0]}")


def _upload(form: AnswerForm, made: list[str], earlier: list[str]) -> None:
    try:
        made.append(uses.upload(wish=form.wish(), client_key=form.client_key.data, by=actor()))
    except uses.AlreadyThere as there:
        earlier.append(there.no)
        raise


def _beside(form: AnswerForm) -> dict:
    return {uses.FileRefused: form.sheet, DayRefused: form.as_of}


def _answers_page(form: AnswerForm, earlier: list[str] | None = None, status: int = 200):
    number = page_number()
    rows, follows = bpjs_answer_pages.page_of(page=number, by=actor())
    return show(
        "bpjs/answers.html",
        form=form,
        rows=rows,
        earlier=earlier[0] if earlier else None,
        pager=Pager(number, follows),
        status=status,
    )


@bpjs_answer_desk.get("/bpjs/balasan/<no>")
@allow("admin", "auditor")
def answer(no: str):
    """The whole page, or what htmx polls while the file is read."""
    file = bpjs_answer_pages.file_of(no=no, by=actor())
    if wants_fragment() and not file.reading:
        return go_to(f"/bpjs/balasan/{no}")
    filters, number = ListFilters(), page_number()
    outcome = filters.one_of("hasil", WORDS)
    rows, follows = bpjs_answer_lines.lines_of(answer=file.answer, outcome=outcome, page=number)
    total = file.counts.get(outcome, 0) if outcome else file.total
    return show(
        "bpjs/answer.html",
        fragment="bpjs/_answer_reading.html",
        file=file,
        answer=file.answer,
        rows=rows,
        outcome=outcome,
        outcomes=WORDS,
        remedies=REMEDIES,
        unknown=filters.unknown,
        most=bpjs_answer_faults.MOST,
        pager=Pager(number, follows, total=total, size=bpjs_answer_lines.PAGE),
    )


@bpjs_answer_desk.route("/bpjs/balasan/<no>/galat.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
def faults(no: str):
    """It holds full NIKs: by a press only. A GET is the address that a refused press leaves in the browser's bar."""
    if request.method != "POST":
        return go_to(f"/bpjs/balasan/{no}")
    content = bpjs_answer_faults.fault_sheet(
        no=no, remedy=_("Yang perlu diselesaikan"), say=answer_words.to_settle, by=actor()
    )
    answer = Response(content, mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{no}-perlu-diselesaikan.xlsx"'
    return answer


@bpjs_answer_desk.route("/bpjs/balasan/<no>/kolom", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person)
@gives_form_back
def columns(no: str):
    place = place_in(request.form if request.method == "POST" else request.args)
    file = bpjs_answer_columns.columns_of(no=no, place=place, by=actor())
    elsewhere = file.preview is None and place is not None
    if elsewhere:
        flash(_("Di baris itu tidak ada judul kolom. Pilih baris lain yang berisi judul."), "act")
        file = bpjs_answer_columns.columns_of(no=no, place=None, by=actor())
    form = columns_form(file.preview) if file.preview else None
    if request.method != "POST" or form is None or elsewhere:
        return _columns_page(file, form, status=422 if request.method == "POST" else 200)
    if not sent(form, lambda: _settle(file, form)):
        return _columns_page(file, form, status=422)
    flash(_("Arti kolom disimpan untuk berkas BPJS, dan berkas ini dibaca."), "success")
    return go_to(f"/bpjs/balasan/{no}")


def _settle(file: AnswerColumns, form: ColumnsForm) -> None:
    bpjs_answer_columns.settle(
        no=file.answer.no,
        found=file.preview,
        fields=form.fields,
        client_key=form.client_key.data,
        by=actor(),
    )


def _columns_page(file: AnswerColumns, form: ColumnsForm | None, status: int = 200):
    return show(
        "bpjs/answer_columns.html",
        file=file,
        answer=file.answer,
        preview=file.preview,
        form=form,
        status=status,
    )


@bpjs_answer_desk.route("/bpjs/judul", methods=["GET", "POST"])
@allow("admin", "auditor")
def headings():
    if request.method != "POST":
        return show("bpjs/answer_headings.html", headings=bpjs_headings.headings_seen_by(actor()))
    if (number := number_of(request.form.get("nomor"))) is None:
        raise NotThere
    heading = bpjs_headings.forget(number=number, by=actor())
    flash(_("Judul “%(heading)s” dilupakan.", heading=heading), "success")
    return go_to("/bpjs/judul")
