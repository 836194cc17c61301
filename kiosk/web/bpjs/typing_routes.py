"""Typing people into BPJS's portal: the list with where one stopped, one person in full, the mark that it is done.

Full numbers are shown in the answer to a POST only, to the admin only."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import bpjs_typing as uses
from kiosk.services import bpjs_typing_pages
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bpjs.layout_choice import number_of

bpjs_typing_desk = Blueprint("bpjs_typing", __name__)


@bpjs_typing_desk.get("/bpjs/<no>/salin")
@allow("admin", "auditor")
def typing(no: str):
    asked_for = page_number() if "hal" in request.args else None
    layout = number_of(request.args.get("susunan"))
    page = bpjs_typing_pages.page_of(no=no, page=asked_for, layout_id=layout, by=actor())
    pager = Pager(page.page, page.follows)
    return show("bpjs/typing.html", typing=page, submission=page.submission, pager=pager)


@bpjs_typing_desk.post("/bpjs/<no>/salin")
@allow("admin")
def go_on(no: str):
    """Where one stopped: the first person whom nobody has typed."""
    following = uses.next_to_type(no=no, by=actor())
    return _all_done(no) if following is None else _person(no, following)


@bpjs_typing_desk.post("/bpjs/<no>/salin/<int:line>")
@allow("admin")
def one(no: str, line: int):
    return _person(no, line)


@bpjs_typing_desk.post("/bpjs/<no>/salin/<int:line>/diketik")
@allow("admin")
def typed(no: str, line: int):
    """Marks this person and opens the next one."""
    following = uses.mark_typed(no=no, number=line, by=actor())
    return _all_done(no) if following is None else _person(no, following)


@bpjs_typing_desk.post("/bpjs/<no>/salin/<int:line>/belum-diketik")
@allow("admin")
def not_typed(no: str, line: int):
    uses.unmark(no=no, number=line, by=actor())
    flash(_("Nomor %(number)s ditandai belum diketik.", number=line), "success")
    return go_to(f"/bpjs/{no}/salin")


@bpjs_typing_desk.get("/bpjs/<no>/salin/<int:line>")
@bpjs_typing_desk.get("/bpjs/<no>/salin/<int:line>/diketik")
@bpjs_typing_desk.get("/bpjs/<no>/salin/<int:line>/belum-diketik")
@allow("admin", "auditor")
def after_press(no: str, line: int):
    """The address that a press leaves in the browser's bar: nobody is shown in full by a GET."""
    return go_to(f"/bpjs/{no}/salin")


def _layout() -> int | None:
    return number_of(request.form.get("susunan"))


def _person(no: str, number: int):
    person = uses.shown(no=no, number=number, layout_id=_layout(), by=actor())
    return show("bpjs/person.html", person=person, submission=person.submission)


def _all_done(no: str):
    flash(_("Tidak ada lagi yang perlu diketik di pengajuan ini."), "success")
    return go_to(f"/bpjs/{no}/salin")
