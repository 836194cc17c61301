"""Blank cards and sheets of a post: what lies there, what came and went, and what was counted."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.words import signed
from kiosk.services import card_stock_entries as uses
from kiosk.services import card_stock_pages as pages
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent
from kiosk.web.stock.forms import MovementForm, UndoForm
from kiosk.web.stock.words import item_words, kind_words

stock = Blueprint("stock", __name__)
for speak in (item_words, kind_words, signed):
    stock.add_app_template_global(speak, "stock_" + speak.__name__)


@stock.route("/kartu/stok", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def index():
    form = UndoForm() if "undo" in request.form else MovementForm()
    if form.is_submitted():
        return _take_back(form) if "undo" in request.form else _write(form)
    return _desk(MovementForm(formdata=None)) if chosen_post() else _all_desks()


def chosen_post() -> str:
    """Of the address, also a form's; else the post of today. Nothing for those who see all and have not chosen."""
    by = actor()
    return request.args.get("pos") or (by.post.code if by.post else "")


def _all_desks():
    return show("stock/index.html", desks=pages.desks(by=actor()))


def _desk(form: MovementForm, status: int = 200):
    desk = pages.desk_of(post_code=chosen_post(), by=actor())
    number = page_number()
    entries, follows = pages.book_of(desk.post, page=number)
    return show(
        "stock/one.html",
        desk=desk,
        entries=entries,
        pager=Pager(number, follows),
        form=form,
        undo=UndoForm(formdata=None),
        status=status,
    )


def _write(form: MovementForm):
    if not sent(form, lambda: _note(form), beside={uses.WrongCount: form.count, uses.NoteMissing: form.note}):
        return _desk(form, 422)
    flash(_("Stok dicatat."), "success")
    return go_to(f"/kartu/stok?pos={chosen_post()}")


def _note(form: MovementForm) -> None:
    try:
        uses.note_movement(
            client_key=form.client_key.data,
            post_code=chosen_post(),
            movement=form.movement(),
            is_meant=form.is_meant.data,
            by=actor(),
        )
    except uses.MoreThanThere:
        form.asks = True
        raise


def _take_back(form: UndoForm):
    """A refusal stands with the one form of the page."""
    if not sent(form, lambda: _undo(form)):
        page = MovementForm(formdata=None)
        page.form_errors.extend(str(sentence) for faults in form.errors.values() for sentence in faults)
        return _desk(page, 422)
    flash(_("Catatan dibatalkan dengan catatan kebalikannya."), "success")
    return go_to(f"/kartu/stok?pos={chosen_post()}")


def _undo(form: UndoForm) -> None:
    uses.undo(client_key=form.client_key.data, entry_id=int(form.undo.data), by=actor())
