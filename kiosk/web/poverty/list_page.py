"""The page of one list: what became of its rows, and who stands on it no more."""

from flask import request

from kiosk.domain.poverty_rows import UNKNOWN
from kiosk.services import poverty_leavers, poverty_list_pages, poverty_unplaced
from kiosk.services.poverty_list_pages import ListFile
from kiosk.web.access import actor
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.list_filters import ListFilters

GONE = "hilang"  # in place of a state: who stood on the list before


def list_page(no: str):
    """The whole page; or what htmx polls while the worker is at it."""
    file, here = poverty_list_pages.file_of(no=no, by=actor()), f"/program/miskin/{no}"
    polls = wants_fragment()
    if polls and not file.working:
        return go_to(here)
    return show(
        "poverty/list.html",
        fragment="poverty/_progress_part.html" if polls else None,
        file=file,
        here=here,
        unplaced=_unplaced(file),
        **_lines(file, here),
    )


def _unplaced(file: ListFile) -> int:
    """Nobody else can be without a kelurahan than who is not known."""
    return poverty_unplaced.count(by=actor(), list_no=file.poverty_list.no) if UNKNOWN in file.counts else 0


def _lines(file: ListFile, here: str) -> dict:
    filters, number = ListFilters(), page_number()
    state = filters.one_of("keadaan", {*file.counts, *([GONE] if file.before else [])})
    rows, people, follows = [], [], False
    if state == GONE:
        people, follows = poverty_leavers.page_of(file.poverty_list, file.before, page=number)
    else:
        rows, follows = poverty_list_pages.rows_of(poverty_list=file.poverty_list, state=state, page=number)
    total = file.gone if state == GONE else file.counts.get(state, 0) if state else sum(file.counts.values())
    size = poverty_list_pages.PAGE
    pager = Pager(number, follows, total=total, size=size, path=here, fields=request.args)
    return {"rows": rows, "people": people, "state": state, "unknown": filters.unknown, "pager": pager}
