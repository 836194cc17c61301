"""The people nobody funds for a coming month: with names for who looks after them, without for who chooses them."""

from flask import Blueprint

from kiosk.services import batch_picks
from kiosk.services import waiting as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.list_filters import away_from_empty, with_filters
from kiosk.web.waiting.filters import WaitingFilters

waiting = Blueprint("waiting", __name__)


@waiting.get("/menunggu")
@allow("petugas", "mitra", "donatur", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    by, filters, number = actor(), WaitingFilters(actor().role), page_number()
    rows, follows = uses.page_of(by=by, wish=filters.wish, page=number)
    return show(
        "waiting/index.html",
        rows=rows,
        pager=Pager(number, follows),
        total=uses.count(by=by, wish=filters.wish),
        most=uses.MOST_COUNTED,
        named=by.role in uses.SEES_NAMES,
        in_order=uses.is_narrow(by, filters.wish),
        filters=filters,
        may_pick=by.role in batch_picks.MAY_PICK,
        to_batch=with_filters("/batch/dari-menunggu", filters.for_batches),
    )
