"""Submissions to BPJS: per funder and side by side, made, looked at, sent, taken back, one person taken out."""

import re

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import (
    bpjs_candidates,
    bpjs_line_pages,
    bpjs_sending_days,
    bpjs_submission_pages,
    bpjs_wadah_pages,
)
from kiosk.services import bpjs_submissions as uses
from kiosk.services.acting import NotThere, Refused
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_submission_lookup import line_seen_by
from kiosk.services.bpjs_submission_pages import SubmissionFile
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bpjs import block_ways, words
from kiosk.web.bpjs.forms import CancelSubmissionForm, SentForm, SubmissionForm
from kiosk.web.bpjs.layout_choice import number_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import said, sent

submissions = Blueprint("submissions", __name__)
for speak in (words.submission_state, words.asked_line_state, words.submission_look):
    submissions.add_app_template_global(speak, speak.__name__)

FIRST_SHOWN = 10  # of those who are ready; nothing is to be done about them one by one
WADAH = re.compile(r"[A-Z]{0,4}", re.ASCII)


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


@submissions.route("/bpjs/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    if request.method != "POST" and "penanggung" not in request.args:
        return go_to("/bpjs")
    wadah, funder = _wadah_asked_for()
    form = SubmissionForm()
    if not form.is_submitted():
        return _new_page(wadah, funder, form)
    made: list[str] = []
    if not sent(form, lambda: made.append(_made(wadah, form))):
        return _new_page(wadah, funder, form, 422)
    return go_to(f"/bpjs/{made[0]}")


def _wadah_asked_for():
    funder_id, wadah_type = number_of(request.args.get("penanggung")), request.args.get("wadah")
    if funder_id is None or not WADAH.fullmatch(wadah_type or ""):
        raise NotThere
    return bpjs_candidates.wadah_named(by=actor(), funder_id=funder_id, wadah_type=wadah_type)


def _made(wadah: Wadah, form: SubmissionForm) -> str:
    return uses.make(
        funder_id=wadah.funder_id, wadah_type=wadah.wadah_type, client_key=form.client_key.data, by=actor()
    )


def _new_page(wadah: Wadah, funder, form: SubmissionForm, status: int = 200):
    by, number = actor(), page_number()
    first, _more = bpjs_line_pages.ready_page(wadah, by=by)
    blocked, follows = bpjs_line_pages.blocked_page(wadah, by=by, page=number)
    counted = bpjs_candidates.counts().get(wadah, bpjs_candidates.Counted())
    return show(
        "bpjs/new.html",
        wadah=wadah,
        funder=funder,
        form=form,
        first=first[:FIRST_SHOWN],
        blocked=blocked,
        counted=counted,
        most=uses.MOST_PEOPLE,
        ways_of=lambda person: block_ways.ways_of(person.block, person.worker.reg_no),
        pager=Pager(number, follows, total=counted.blocked, size=bpjs_line_pages.PAGE),
        status=status,
    )


@submissions.get("/bpjs/<no>")
@allow("admin", "auditor")
def one(no: str):
    file = bpjs_submission_pages.file_of(no=no, by=actor())
    return _page(file, SentForm.of(file.submission.sent_on))


@submissions.route("/bpjs/<no>/pengiriman", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sending(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SentForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/{no}")
    if not sent(
        form, lambda: uses.send(no=no, on=form.sent_on.day, by=actor()), beside={uses.WrongDay: form.sent_on}
    ):
        return _page(bpjs_submission_pages.file_of(no=no, by=actor()), form, 422)
    flash(_("Pengajuan %(no)s dicatat terkirim. Unggah balasan BPJS begitu datang.", no=no), "success")
    return go_to(f"/bpjs/{no}")


@submissions.route("/bpjs/<no>/hari-penyerahan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def sending_day(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SentForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/{no}")
    if not sent(
        form,
        lambda: bpjs_sending_days.correct(no=no, on=form.sent_on.day, by=actor()),
        beside={uses.WrongDay: form.sent_on},
    ):
        return _page(bpjs_submission_pages.file_of(no=no, by=actor()), form, 422)
    flash(_("Hari penyerahan pengajuan %(no)s sudah diubah.", no=no), "success")
    return go_to(f"/bpjs/{no}")


@submissions.route("/bpjs/<no>/pembatalan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def cancelling(no: str):
    form = CancelSubmissionForm()
    if not form.is_submitted():
        return _cancel_page(no, form)
    if not sent(form, lambda: uses.cancel(no=no, why=form.why.data, by=actor())):
        return _cancel_page(no, form, 422)
    flash(_("Pengajuan %(no)s dibatalkan. Orangnya dapat diajukan lagi.", no=no), "success")
    return go_to(f"/bpjs/{no}")


@submissions.route("/bpjs/<no>/baris/<int:number>/pencabutan", methods=["GET", "POST"])
@allow("admin", "auditor")
def dropping(no: str, number: int):
    if request.method != "POST":
        return _drop_page(no, number)
    try:
        name = uses.drop_line(no=no, number=number, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return _drop_page(no, number, 422)
    flash(_("%(name)s dicabut dari pengajuan ini dan dapat diajukan lagi.", name=name), "success")
    return go_to(f"/bpjs/{no}")


def _page(file: SubmissionFile, form: SentForm, status: int = 200):
    filters, number = ListFilters(), page_number()
    state = filters.one_of("keadaan", uses.STATES)
    rows, follows = bpjs_line_pages.lines_page(file.submission, state=state, page=number)
    total = file.counts.get(state, 0) if state else file.people
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


def _drop_page(no: str, number: int, status: int = 200):
    line = line_seen_by(actor(), no, number)
    return show("bpjs/drop.html", line=line, submission=line.submission, status=status)


def _cancel_page(no: str, form: CancelSubmissionForm, status: int = 200):
    file = bpjs_submission_pages.file_of(no=no, by=actor())
    return show("bpjs/cancel.html", file=file, submission=file.submission, form=form, status=status)
