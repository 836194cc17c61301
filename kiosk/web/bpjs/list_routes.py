"""What is asked about a file of BPJS: whether a list is whole, what a word means; and a list is taken back."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import (
    bpjs_answer_rereading,
    bpjs_list_questions,
    bpjs_list_withdrawals,
    bpjs_status_words,
)
from kiosk.services.acting import Refused
from kiosk.services.bpjs_answer_files import answer_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.answer_desk import bpjs_answer_desk
from kiosk.web.bpjs.answer_page import answer_page
from kiosk.web.bpjs.list_forms import ListQuestionForm, StatusWordForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.sent import said, sent


@bpjs_answer_desk.route("/bpjs/balasan/<no>/kelengkapan", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def wholeness(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = ListQuestionForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/balasan/{no}")
    if not sent(form, lambda: _answer(no, form)):
        return answer_page(no, form, 422)
    if form.is_set_aside:
        flash(_("Daftar ini disisihkan. Unggah lagi dengan penanggung dan tanggal yang benar."), "success")
        return go_to("/bpjs/balasan")
    return go_to(f"/bpjs/balasan/{no}")


def _answer(no: str, form: ListQuestionForm) -> None:
    if form.is_set_aside:
        bpjs_list_questions.set_aside(no=no, by=actor())
    else:
        bpjs_list_questions.go_on(no=no, client_key=form.client_key.data, by=actor())


@bpjs_answer_desk.route("/bpjs/balasan/<no>/penarikan", methods=["GET", "POST"])
@allow("admin", "auditor")
def taking_back(no: str):
    try:
        if request.method != "POST":
            withdrawal = bpjs_list_withdrawals.withdrawal_of(no=no, by=actor())
            answer = answer_seen_by(actor(), no)
            return show("bpjs/list_withdrawal.html", answer=answer, withdrawal=withdrawal)
        bpjs_list_withdrawals.withdraw(no=no, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return answer_page(no, status=422) if request.method == "POST" else go_to(f"/bpjs/balasan/{no}")
    flash(_("Daftar ini ditarik kembali. Berkas yang sama boleh diunggah lagi."), "success")
    return go_to(f"/bpjs/balasan/{no}")


@bpjs_answer_desk.route("/bpjs/balasan/<no>/kata", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def status_word(no: str):
    """A word is explained and the file read again. A GET is the address that a refused press leaves in the bar."""
    form = StatusWordForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/balasan/{no}")
    if not sent(form, lambda: _explain(no, form)):
        return answer_page(no, form, 422)
    flash(_("Kata status “%(word)s” diingat.", word=form.word.data), "success")
    return go_to(f"/bpjs/balasan/{no}")


def _explain(no: str, form: StatusWordForm) -> None:
    bpjs_status_words.learn(no=no, word=form.word.data or "", meaning=form.meaning.data, by=actor())
    bpjs_answer_rereading.read_again(no=no, for_all=False, client_key=form.client_key.data, by=actor())
