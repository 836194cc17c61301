"""What the columns of BPJS's files hold: said once for a file, remembered for all, forgotten again."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import bpjs_answer_columns, bpjs_headings
from kiosk.services.acting import NotThere
from kiosk.services.bpjs_answer_columns import AnswerColumns
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.batches.column_forms import ColumnsForm, columns_form, place_in
from kiosk.web.bpjs.answer_desk import bpjs_answer_desk
from kiosk.web.bpjs.layout_choice import number_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.sent import sent


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
