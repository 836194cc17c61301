"""What is to be done with cards, and who needs one printed."""

from flask import Blueprint, request

from kiosk.services import card_counters
from kiosk.services import card_queue as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.cards.print_options import PrintOptions
from kiosk.web.cards.queue_filters import PATH, QueueFilters
from kiosk.web.cards.void_words import void_words
from kiosk.web.list_filters import away_from_empty, with_filters

card_queue = Blueprint("card_queue", __name__)


@card_queue.get(PATH)
@allow("petugas", "mitra", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    by, filters, number = actor(), QueueFilters(actor()), page_number()
    rows, follows = uses.page_of(by=by, wanted=filters.wanted, page=number)
    counters = card_counters.counters_for(by)
    return show(
        "cards/index.html",
        rows=rows,
        pager=Pager(number, follows),
        counters=counters,
        total=uses.count(by=by, wanted=filters.wanted) if filters.narrows else counters.to_print,
        most=uses.MOST,
        in_order=uses.is_narrow(by, filters.wanted),
        only_protected=uses.only_protected(),
        filters=filters,
        options=PrintOptions.for_list(by, filters.wanted.ordered_by),
        void_words=void_words,
        all_ticked=request.args.get("pilih") == "semua",
        tick_all=with_filters(PATH, {**filters.chosen, "hal": str(number)}, pilih="semua"),
    )
