"""What is to be done with cards, and who needs one printed."""

from flask import Blueprint, request

from kiosk.services import card_counters, open_runs
from kiosk.services import card_queue as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.cards.forms import PrintForm
from kiosk.web.cards.print_options import PrintOptions
from kiosk.web.cards.queue_filters import PATH, QueueFilters
from kiosk.web.list_filters import as_field, away_from_empty, fields_in, with_filters

card_queue = Blueprint("card_queue", __name__)


@card_queue.get(PATH)
@allow("petugas", "mitra", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    filters = QueueFilters(actor())
    return _page(filters, page_number(), PrintOptions.for_list(actor(), filters.wanted.ordered_by))


def queue_given_back(form: PrintForm):
    """The page of the list from which a form came that cannot be answered, with its sentence and what it had chosen."""
    fields = fields_in(form.filters.data)
    chosen = PrintOptions.for_list(actor()).as_chosen(form.wish(), form.client_key.data)
    return _page(QueueFilters(actor(), fields), page_number(fields), chosen, form)


def _page(filters: QueueFilters, number: int, options: PrintOptions, form: PrintForm | None = None):
    by = actor()
    rows, follows = uses.page_of(by=by, wanted=filters.wanted, page=number)
    counters = card_counters.counters_for(by)
    return show(
        "cards/index.html",
        rows=rows,
        pager=Pager(number, follows, path=PATH, fields=filters.chosen_only),
        here=as_field(filters.chosen, number),
        counters=counters,
        printing=[] if rows else open_runs.printing_of_own_people(by),
        total=uses.count(by=by, wanted=filters.wanted) if filters.narrows else counters.to_print,
        most=uses.MOST,
        in_order=uses.is_narrow(by, filters.wanted),
        only_protected=uses.only_protected(),
        filters=filters,
        options=options,
        form=form,
        all_ticked=request.args.get("pilih") == "semua",
        tick_all=with_filters(PATH, {**filters.chosen, "hal": str(number)}, pilih="semua"),
        status=422 if form else 200,
    )
