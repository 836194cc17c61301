"""A letter that BPJS refused, for all its people or some of them; and taken back where that was a slip."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.services import bpjs_letter_pages, bpjs_letter_refusals
from kiosk.services.acting import Refused
from kiosk.services.bpjs_letter_pages import LetterFile
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.letter_refusal_form import RefusalForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

ONE = "/bpjs/surat/<no>"

bpjs_refusal_desk = Blueprint("bpjs_refusals", __name__)


@bpjs_refusal_desk.route(f"{ONE}/penolakan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def refuse(no: str):
    """`?orang=` ticks one person; without it everybody who waits."""
    file = bpjs_letter_pages.letter_seen_by(actor(), no)
    form, noted = RefusalForm(_ticked(file)), []
    if not form.is_submitted():
        return _page(file, form)
    beside = {bpjs_letter_refusals.WrongDay: form.refused_on}
    if not sent(form, lambda: noted.append(_refuse(no, form)), beside=beside):
        return _page(file, form, 422)
    flash(_said(noted[0]), "success")
    return go_to(f"/bpjs/surat/{no}")


@bpjs_refusal_desk.post(f"{ONE}/penolakan/pembatalan")
@allow("admin")
def wait_again(no: str):
    try:
        bpjs_letter_refusals.wait_again(no=no, people=request.form.getlist("pick"), by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return show("bpjs/letter.html", file=bpjs_letter_pages.letter_seen_by(actor(), no), status=422)
    flash(_("Penolakannya dibatalkan. Orangnya menunggu jawaban BPJS lagi."), "success")
    return go_to(f"/bpjs/surat/{no}")


@bpjs_refusal_desk.get(f"{ONE}/penolakan/pembatalan")
@allow("admin", "auditor")
def after_refusal(no: str):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/bpjs/surat/{no}")


def _refuse(no: str, form: RefusalForm) -> int:
    return bpjs_letter_refusals.refuse(
        no=no, people=form.picked, on=form.refused_on.day, why=form.why.data, by=actor()
    )


def _said(people: int) -> str:
    return ngettext(
        "%(people)s orang dicatat ditolak BPJS. Ia tidak diusulkan lagi dengan sendirinya.",
        "%(people)s orang dicatat ditolak BPJS. Mereka tidak diusulkan lagi dengan sendirinya.",
        people,
        people=people,
    )


def _ticked(file: LetterFile) -> set[str]:
    one = request.args.get("orang", "")
    waiting = {line.worker.reg_no for line in file.waiting}
    in_it = {line.worker.reg_no for line in file.may_be_refused}
    return {one} if one in in_it else waiting


def _page(file: LetterFile, form: RefusalForm, status: int = 200):
    return show("bpjs/letter_refusal.html", file=file, form=form, status=status)
