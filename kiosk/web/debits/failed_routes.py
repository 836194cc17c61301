"""Debits that failed and were not paid since: who has to mend what, and that it is mended."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import debit_clearings, debit_failures
from kiosk.services.acting import Refused
from kiosk.services.participation_places import CITY, place_of
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bills.forms import PressForm
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import said

failed_debits = Blueprint("failed_debits", __name__)
PATH = "/debit/gagal"


@failed_debits.get(PATH)
@allow("admin", "auditor")
def index():
    return failures_page(CITY, path=PATH)


@failed_debits.post(f"{PATH}/<key>/beres")
@allow("admin")
def clear(key: str):
    try:
        debit_clearings.clear(key=key, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return failures_page(CITY, path=PATH, status=422)
    flash(_("Ditandai sudah dibereskan. Debet berikutnya mencobanya lagi."), "success")
    return go_to(PATH)


@failed_debits.get(f"{PATH}/<key>/beres")
@allow("admin", "auditor")
def after_refusal(key: str):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(PATH)


def failures_page(code: str, *, path: str, status: int = 200):
    """Of a department, or the whole city."""
    place, filters, number = place_of(code=code, by=actor()), ListFilters(), page_number()
    kind = filters.one_of("sebab", debit_failures.KINDS)
    rows, total = debit_failures.page_of(place=place, kind=kind, page=number)
    size = debit_failures.PAGE
    return show(
        "debits/failed.html",
        place=place,
        path=path,
        rows=rows,
        counts=debit_failures.counts(place),
        to_mend=debit_failures.count_to_mend(place),
        kind=kind,
        unknown=filters.unknown,
        press=PressForm(formdata=None),
        pager=Pager(number, number * size < total, total=total, size=size, path=path),
        total=total,
        status=status,
    )
