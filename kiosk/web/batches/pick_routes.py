"""People from the waiting list come into a batch: chosen by area and work, counted and priced before anybody comes."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.words import number
from kiosk.services import batch_pick_pages as pages
from kiosk.services import batch_picks as uses
from kiosk.services import bills, waiting
from kiosk.services.batches import batch_seen_by, takes_sheets
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.batches.pick_forms import PickFilters, PickForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import away_from_empty, with_filters
from kiosk.web.sent import sent

picks = Blueprint("batch_picks", __name__)


@picks.get("/batch/dari-menunggu")
@allow("petugas", "mitra", "admin", "auditor")
def choose_batch():
    """From the waiting list with its filters: into which batch?"""
    filters = PickFilters()
    found = [
        (batch, with_filters(f"/batch/{batch.no}/dari-menunggu", filters.fields))
        for batch in pages.open_batches_of(actor())
    ]
    return show("batches/pick_batch.html", batches=found, filters=filters)


@picks.route("/batch/<no>/dari-menunggu", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def pick(no: str):
    form, taken = PickForm(), []
    if not form.is_submitted():
        return away_from_empty() or _page(no, PickFilters(), form)
    filters = form.filters()
    if not sent(form, lambda: taken.append(_pick(no, form))):
        return _page(no, filters, form, 422)
    flash(_said(taken[0], filters.count), "success" if taken[0] == filters.count else "soon")
    return go_to(f"/batch/{no}")


def _pick(no: str, form: PickForm) -> int:
    return uses.pick(no=no, wish=form.filters().wish, client_key=form.client_key.data, by=actor())


def _said(taken: int, asked: int) -> str:
    came = ngettext(
        "%(num)s orang dari daftar menunggu masuk batch ini.",
        "%(num)s orang dari daftar menunggu masuk batch ini.",
        taken,
    )
    if taken == asked:
        return came
    return f"{came} {_('Diminta %(asked)s; selebihnya tidak ada yang dapat diambil.', asked=number(asked))}"


def _page(no: str, filters: PickFilters, form: PickForm, status: int = 200):
    by = actor()
    batch = batch_seen_by(by, no)
    return show(
        "batches/picks.html",
        batch=batch,
        filters=filters,
        form=form,
        preview=pages.preview(batch=batch, wish=filters.wish, by=by),
        takes_people=takes_sheets(batch),
        may_pick=by.role in uses.MAY_PICK,
        open_bill=bills.open_bill_of(batch),
        most=pages.MOST,
        most_counted=waiting.MOST_COUNTED,
        status=status,
    )
