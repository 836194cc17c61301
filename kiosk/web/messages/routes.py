"""Messages: what an officer still has to say, what a company was sent, all of it for admin and auditor."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _

from kiosk.services import message_pages, message_presses, message_sending
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.list_filters import as_field, away_from_empty, back_to, fields_in, filled
from kiosk.web.messages import words
from kiosk.web.messages.filters import PATH, MessageFilters
from kiosk.web.sent import said

letters = Blueprint("messages", __name__)
for speak in (words.message_kind, words.message_state, words.message_look, words.message_fault):
    letters.add_app_template_global(speak, speak.__name__)


@letters.get("/pesan")
@allow("petugas", "mitra", "admin", "auditor")
def index():
    return away_from_empty() or _page()


def _page(status: int = 200):
    by, number = actor(), page_number()
    filters = MessageFilters(by)
    sought, chosen = filters.sought, filters.chosen
    rows, follows = message_pages.page_of(by=by, sought=sought, page=number)
    reads_all = by.role in message_pages.READS_ALL
    return show(
        "messages/index.html",
        rows=rows,
        filters=filters,
        chosen=chosen,
        state=sought.state,
        here=as_field(chosen, number),
        total=message_pages.count_of(by=by, sought=sought),
        most=message_pages.MOST_COUNTED,
        unknown=filters.unknown,
        pager=Pager(number, follows, path=PATH, fields=filled(chosen)),
        counts=message_pages.counts() if reads_all else {},
        mail_server=message_sending.server_place() if reads_all else "",
        mail_folder=message_sending.folder_path() if reads_all else "",
        status=status,
    )


@letters.post("/pesan/<int:number>/disampaikan")
@allow("petugas", "admin")
def note_said(number: int):
    try:
        name = message_presses.note_said(number=number, by=actor())
    except Refused as refusal:
        return _refused(refusal)
    flash(_("Dicatat: %(name)s sudah diberi tahu.", name=name), "success")
    return go_to(_way_back())


@letters.post("/pesan/<int:number>/ulang")
@allow("admin")
def send_again(number: int):
    try:
        message_presses.send_again(number=number, by=actor())
    except Refused as refusal:
        return _refused(refusal)
    flash(_("Surel ini masuk antrean lagi dan dikirim dalam beberapa menit."), "success")
    return go_to("/pesan")


@letters.get("/pesan/<int:number>/disampaikan")
@letters.get("/pesan/<int:number>/ulang", endpoint="after_refused_letter")
@allow("petugas", "admin", "auditor")
def after_refusal(number: int):
    """The address that a refused press leaves in the browser's bar."""
    return redirect("/pesan", code=303)


def _refused(refusal: Refused):
    flash(said(refusal), "act")
    return _page(422)


def _way_back() -> str:
    """To the person's page where it was pressed there, else to the list as it stood."""
    number = request.form.get("back", "")
    if number.replace("-", "").isalnum() and number.isascii():
        return f"/pekerja/{number}"
    fields = fields_in(request.form.get("filters"))
    return back_to(PATH, MessageFilters(actor(), fields).chosen, page_number(fields))
