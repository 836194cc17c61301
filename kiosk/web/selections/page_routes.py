"""One selection: how far it is, its people, drawn again, gone on with, dropped."""

from flask import flash
from flask_babel import gettext as _

from kiosk.domain.selection_words import ROW_STATES
from kiosk.domain.selections import DRAFT, REASONS
from kiosk.services import selection_decisions, selection_lacks, selection_pages, selections
from kiosk.services.selection_lacks import Lacks
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.bpjs import block_ways
from kiosk.web.bpjs.block_ways import Way
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.selections.desk import selection_desk
from kiosk.web.selections.forms import DropForm, FindForm, PressForm
from kiosk.web.sent import sent

READERS = ("admin", "auditor")
ONE = "/program/seleksi/<no>"


@selection_desk.get(ONE)
@allow(*READERS)
def one(no: str):
    """The whole page, or what htmx polls while the worker is at it."""
    return selection_page(no)


@selection_desk.route(f"{ONE}/orang", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
@gives_form_back
def people(no: str):
    """POST only finds."""
    selection, form, filters, page = _asked(no), FindForm(), ListFilters(), page_number()
    state = filters.one_of("keadaan", ROW_STATES)
    why = filters.one_of("alasan", REASONS) if state else ""
    found = _found(selection, form) if form.is_submitted() and form.validate() else None
    rows, more = selection_pages.rows_of(selection, state=state, why=why, page=page)
    total = selection_pages.count_of(selection, state=state, why=why)
    return show(
        "selections/people.html",
        selection=selection,
        up=address_of(selection),
        state=state,
        why=why,
        counts=selection_pages.counts_of(selection),
        reasons=selection_pages.reasons_of(selection, state) if state else {},
        rows=rows if found is None else found,
        lacks=_lacks(selection, rows if found is None else found),
        ways_of=ways_of,
        last_ones=selection_pages.last_ones_of(selection),
        found=found,
        form=form,
        unknown=filters.unknown,
        pager=Pager(page, more, total=total, size=selection_pages.PAGE),
        status=422 if form.errors else 200,
    )


@selection_desk.route(f"{ONE}/penarikan-ulang", methods=["GET", "POST"])
@allow(*READERS)
@gives_form_back
def drawing_again(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    return _press(no, selections.draw_again, _("Daftar tunggunya ditarik ulang."))


@selection_desk.route(f"{ONE}/kelanjutan", methods=["GET", "POST"])
@allow(*READERS)
@gives_form_back
def going_on(no: str):
    return _press(no, selection_decisions.go_on, _("Pekerjaannya dilanjutkan."))


@selection_desk.route(f"{ONE}/pembatalan", methods=["GET", "POST"])
@allow(*READERS)
@gives_form_back
def dropping(no: str):
    selection, form = _asked(no), DropForm()
    if not form.is_submitted():
        return show("selections/drop.html", selection=selection, up=address_of(selection), form=form)
    if not sent(form, lambda: selections.drop(selection=selection, why=form.why.data, by=actor())):
        return show(
            "selections/drop.html", selection=selection, up=address_of(selection), form=form, status=422
        )
    flash(_("Rancangan ini dibatalkan. Tidak ada yang dijanjikan kepada siapa pun."), "success")
    return go_to(address_of(selection))


def selection_page(no: str, refused=None, status: int = 200):
    """With a form that was `refused`."""
    file = selection_pages.file_of(no=no, by=actor())
    polls = refused is None and wants_fragment()
    if polls and not file.working:
        return go_to(address_of(file.selection))
    return show(
        "selections/one.html",
        fragment="selections/_progress.html" if polls else None,
        file=file,
        selection=file.selection,
        programme=file.programme,
        here=address_of(file.selection),
        refused=refused,
        press=PressForm(formdata=None),
        status=status,
    )


def ways_of(lacks: Lacks | None, reg_no: str) -> list[Way]:
    """To each thing that is lacking; who mends nothing reads its words alone."""
    role = actor().role
    ways = block_ways.ways_of(lacks.block, reg_no, role) if lacks else []
    return [Way(way.words, "") for way in ways] if role == "auditor" else ways


def address_of(selection) -> str:
    return f"/program/seleksi/{selection.no}"


def _lacks(selection, rows: list) -> dict[int, Lacks]:
    """Of a draft, as it is now; what was decided says why itself."""
    is_open = selection.state == DRAFT
    return selection_lacks.lacks_of(selection, [one.row for one in rows]) if is_open else {}


def _press(no: str, use, said: str):
    selection, form = _asked(no), PressForm()
    if not form.is_submitted():
        return go_to(address_of(selection))
    if not sent(form, lambda: use(selection=selection, by=actor())):
        return selection_page(no, form, 422)
    flash(said, "success")
    return go_to(address_of(selection))


def _found(selection, form: FindForm) -> list:
    return selection_pages.find(selection, text=form.cari.data, by=actor())


def _asked(no: str):
    return selections.selection_of(no, by=actor())
