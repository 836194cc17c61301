"""The columns of the files that go to BPJS: listed, made, changed, taken out of use."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.bpjs_layouts import Layout
from kiosk.domain.words import N_
from kiosk.files.bpjs_export import column_letters
from kiosk.services import bpjs_layouts as uses
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.bpjs.layout_forms import BLANK, LayoutForm, field_choices
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

bpjs_layout_desk = Blueprint("bpjs_layouts", __name__)

STATES = {"aktif": True, "disingkirkan": False}
WHICH_STATE = N_("Tekan salah satu tombolnya: Singkirkan atau Pulihkan.")


@bpjs_layout_desk.get("/bpjs/susunan")
@allow("admin", "auditor")
def index():
    return show("bpjs/layouts.html", rows=uses.layouts_seen_by(actor()))


@bpjs_layout_desk.route("/bpjs/susunan/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form = LayoutForm(_to_begin_with())
    if not form.is_submitted():
        return _page(form)
    if form.take_step():
        return _page(form)
    if not sent(form, lambda: _add(form), beside={uses.NameTaken: form.name}):
        return _page(form, status=422)
    flash(_("Susunan %(name)s disimpan.", name=form.wish.name), "success")
    return go_to("/bpjs/susunan")


def _to_begin_with() -> Layout:
    """The columns of another one, where somebody comes from it; else one blank row."""
    number = request.args.get("dari", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        like = uses.as_rule(uses.layout_seen_by(actor(), int(number)))
        return Layout("", like.date_form, like.columns)
    return Layout("", "dd-mm-yyyy", (BLANK,))


def _add(form: LayoutForm) -> None:
    uses.add(wish=form.wish, client_key=form.client_key.data, by=actor())


@bpjs_layout_desk.route("/bpjs/susunan/<int:layout>", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def one(layout: int):
    row = uses.layout_seen_by(actor(), layout)
    form = LayoutForm(uses.as_rule(row))
    if not form.is_submitted():
        form.seen.data = row.changed_at.isoformat()
        return _page(form, row)
    if form.take_step():
        return _page(form, row)
    if not sent(form, lambda: _change(layout, form), beside={uses.NameTaken: form.name}):
        return _page(form, row, status=422)
    flash(_("Susunan %(name)s disimpan.", name=form.wish.name), "success")
    return go_to("/bpjs/susunan")


def _change(layout: int, form: LayoutForm) -> None:
    uses.change(layout_id=layout, wish=form.wish, seen=form.last_seen, by=actor())


def _page(form: LayoutForm, row=None, status: int = 200):
    return show(
        "bpjs/layout.html",
        form=form,
        row=row,
        here=f"/bpjs/susunan/{row.id}" if row else "/bpjs/susunan/baru",
        choices=field_choices(),
        letters=column_letters,
        sample=_sample(form),
        status=status,
    )


def _sample(form: LayoutForm) -> list[tuple[str, str, str]]:
    """(letters, heading, what stands there), as far as the form can be understood."""
    wish = form.wish
    values = uses.sample_of(wish)
    return [
        (column_letters(at), column.heading, value)
        for at, (column, value) in enumerate(zip(wish.columns, values, strict=True))
    ]


@bpjs_layout_desk.post("/bpjs/susunan/contoh")
@allow("admin")
def sample():
    """A piece of the page: the first line as it would be, while somebody types. Nothing is saved."""
    return show("bpjs/_layout_sample.html", sample=_sample(LayoutForm(Layout("", "dd-mm-yyyy"))))


@bpjs_layout_desk.post("/bpjs/susunan/<int:layout>/keadaan")
@allow("admin")
def state(layout: int):
    row = uses.layout_seen_by(actor(), layout)
    active = STATES.get(request.form.get("keadaan", ""))
    if active is None:
        raise Refused(WHICH_STATE)
    uses.set_active(layout_id=row.id, active=active, by=actor())
    words = _("Susunan %(name)s dipakai lagi.") if active else _("Susunan %(name)s disingkirkan.")
    flash(words % {"name": row.name}, "success")
    return go_to("/bpjs/susunan")


@bpjs_layout_desk.get("/bpjs/susunan/contoh")
@bpjs_layout_desk.get("/bpjs/susunan/<int:layout>/keadaan")
@allow("admin", "auditor")
def after_press(layout: int = 0):
    """The address that a press leaves in the browser's bar."""
    return go_to("/bpjs/susunan")
