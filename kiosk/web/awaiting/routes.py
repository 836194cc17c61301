"""How far the people of a bill or a batch are at BPJS, and what keeps whom from it."""

from flask import Blueprint

from kiosk.domain.awaiting import CANNOT_BE_ASKED
from kiosk.services import awaiting_pages as uses
from kiosk.services.awaiting_pages import AwaitingList
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.awaiting import words
from kiosk.web.list_filters import ListFilters

memberships = Blueprint("awaiting", __name__)
for speak in (
    words.awaited_words, words.awaited_title, words.awaiting_words, words.awaiting_title, words.awaiting_step,
    words.ways_to_mend, words.way_of_refused, words.way_to_fund,
):  # fmt: skip
    memberships.add_app_template_global(speak, speak.__name__)


@memberships.get("/batch/<no>/kepesertaan")
@allow("petugas", "mitra", "admin", "auditor")
def of_batch(no: str):
    return _page(uses.list_of_batch, no)


@memberships.get("/tagihan/<no>/kepesertaan")
@allow("mitra", "admin", "auditor")
def of_bill(no: str):
    return _page(uses.list_of_bill, no)


def _page(list_of, no: str):
    filters, number = ListFilters(), page_number()
    choice = filters.one_of("keadaan", uses.CHOICES)
    found: AwaitingList = list_of(no=no, choice=choice, page=number, by=actor())
    total = found.counts.of(choice)
    return show(
        "awaiting/people.html",
        found=found,
        choice=choice,
        choices=_choices(found, choice),
        total=total,
        unknown=filters.unknown,
        pager=Pager(number, found.follows, total=total, size=uses.PAGE),
    )


def _choices(found: AwaitingList, choice: str) -> list[str]:
    """Those somebody is in, and the one that is chosen. Whoever cannot be asked for stands in one list, each with the
    cause."""
    offered = [code for code in uses.CHOICES if code not in CANNOT_BE_ASKED and found.counts.of(code)]
    return offered if choice in ("", *offered) else [*offered, choice]
