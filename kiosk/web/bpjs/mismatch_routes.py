"""What BPJS and the ledger say differently: the work list, its sheet for the admin, one settled and taken back."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import bpjs_mismatch_pages, bpjs_mismatch_sheets, bpjs_mismatches
from kiosk.services.acting import Refused
from kiosk.services.bpjs_mismatch_pages import SETTLED
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, xlsx
from kiosk.web.bpjs import mismatch_words
from kiosk.web.bpjs.mismatch_filters import PATH, MismatchFilters
from kiosk.web.bpjs.mismatch_forms import SettlementForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import as_field, away_from_empty, back_to, fields_in, filled, with_filters
from kiosk.web.sent import said, sent

ONE = f"{PATH}/<int:number>/penyelesaian"

bpjs_mismatch_desk = Blueprint("bpjs_mismatches", __name__)
for speak in (
    mismatch_words.mismatch_kind, mismatch_words.ledger_says_words, mismatch_words.mismatch_step,
    mismatch_words.mismatch_way, mismatch_words.mismatch_there, mismatch_words.mismatch_here,
):  # fmt: skip
    bpjs_mismatch_desk.add_app_template_global(speak, speak.__name__)


@bpjs_mismatch_desk.get(PATH)
@allow("admin", "auditor")
def index():
    return away_from_empty() or _list(MismatchFilters(), page_number())


@bpjs_mismatch_desk.route(f"{PATH}.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
def sheet():
    """A POST: full numbers leave the house, and each time is written down. A GET leads back to the list."""
    if request.method != "POST":
        return go_to(with_filters(PATH, MismatchFilters().chosen))
    filters = MismatchFilters(fields_in(request.form.get("filters")))
    try:
        made = bpjs_mismatch_sheets.sheet_of(sought=filters.sought, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return _list(filters, 1, status=422)
    return xlsx(made.file, made.name)


@bpjs_mismatch_desk.route(ONE, methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def settle(number: int):
    form = SettlementForm()
    if not form.is_submitted():
        form.filters.data = as_field(MismatchFilters().chosen, page_number())
        return _one(number, form)
    if not sent(form, lambda: bpjs_mismatches.settle(number=number, how=form.how.data, by=actor())):
        return _one(number, form, 422)
    flash(_("Selisih ini selesai. Yang sudah selesai tetap dapat dilihat dan dibuka lagi."), "success")
    return go_to(_list_of(form))


@bpjs_mismatch_desk.post(f"{ONE}/pembatalan")
@allow("admin")
def take_back(number: int):
    try:
        bpjs_mismatches.take_back(number=number, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return _one(number, SettlementForm(formdata=None), 422)
    flash(_("Selisih ini terbuka lagi."), "success")
    return go_to(f"{PATH}/{number}/penyelesaian")


@bpjs_mismatch_desk.get(f"{ONE}/pembatalan")
@allow("admin", "auditor")
def after_refusal(number: int):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"{PATH}/{number}/penyelesaian")


def _one(number: int, form: SettlementForm, status: int = 200):
    line = bpjs_mismatch_pages.one(by=actor(), number=number)
    return show("bpjs/mismatch.html", line=line, form=form, way_back=_list_of(form), status=status)


def _list_of(form: SettlementForm) -> str:
    """The page of the list from which the form was opened."""
    fields = fields_in(form.filters.data)
    return back_to(PATH, MismatchFilters(fields).chosen, page_number(fields))


def _list(filters: MismatchFilters, number: int, status: int = 200):
    by, sought = actor(), filters.sought
    rows, follows = bpjs_mismatch_pages.page_of(by=by, sought=sought, page=number)
    total = bpjs_mismatch_pages.count_of(by=by, sought=sought)
    fields = filled(filters.chosen)
    return show(
        "bpjs/mismatches.html",
        rows=rows,
        total=total,
        counts=bpjs_mismatch_pages.counts(by=by),
        filters=filters,
        chips=filters.chips(),
        is_settled=sought.state == SETTLED,
        here=as_field(filters.chosen, number),
        pager=Pager(number, follows, total=total, size=bpjs_mismatch_pages.PAGE, path=PATH, fields=fields),
        status=status,
    )
