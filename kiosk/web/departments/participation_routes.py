"""How far departments take part, and the lists behind each figure."""

from flask import Blueprint, request

from kiosk.domain.participation import BY_SHARE, ORDERS
from kiosk.services import (
    debit_failures,
    mandates_to_check,
    participation,
    participation_lists,
    participation_staff,
)
from kiosk.services.participation_places import CITY, Place, place_of
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.departments.staff_filters import staff_filters
from kiosk.web.foster.words import status_words
from kiosk.web.list_filters import ListFilters, away_from_empty

ACTIVE, OWN = "terlindungi", "tanpa"
NONE, NO_ROSTER = "belum-ikut", "tanpa-daftar"

participating = Blueprint("participation", __name__)


@participating.get("/opd")
@allow("opd", "admin", "auditor")
def overview():
    """`?di=` narrows it to one department and its units, `?tampil=` to those with nobody or without a roster, `?urut=`
    is the order."""
    filters = ListFilters()
    order, only = filters.one_of("urut", ORDERS) or BY_SHARE, filters.one_of("tampil", (NONE, NO_ROSTER))
    found = participation.overview(code=request.args.get("di", ""), order=order, by=actor())
    return show(
        "departments/overview.html",
        found=found,
        desk=mandates_to_check.desk_of(found.place) if found else None,
        failed=sum(debit_failures.counts(found.place).values()) if found else 0,
        order=order,
        orders=ORDERS,
        only=only,
        unknown=filters.unknown,
    )


@participating.get("/opd/kota/daftar")
@allow("admin", "auditor")
def city_staff():
    return _staff("departments/city_staff.html", CITY)


@participating.get("/opd/<code>/ikut")
@allow("opd", "admin", "auditor")
def joined(code: str):
    return _staff("departments/joined.html", code, joined=True)


@participating.get("/opd/<code>/belum-ikut")
@allow("opd", "admin", "auditor")
def not_joined(code: str):
    return _staff("departments/not_joined.html", code, joined=False)


@participating.get("/opd/<code>/surat-kuasa")
@allow("opd", "admin", "auditor")
def mandates(code: str):
    return _list(
        "departments/mandates.html", participation_lists.mandates(place=place_asked(code), page=page_number())
    )


@participating.get("/opd/<code>/pekerja")
@allow("opd", "admin", "auditor")
def workers(code: str):
    active = request.args.get("keadaan") == ACTIVE
    listed = participation_lists.workers(place=place_asked(code), active=active, page=page_number())
    return _list("departments/workers.html", listed, active=active)


def place_asked(code: str) -> Place:
    """With `?unit=tanpa` without its units. Raises NotThere, NotAllowed."""
    return place_of(code=code, own=request.args.get("unit") == OWN, by=actor())


def _staff(template: str, code: str, joined: bool | None = None):
    if elsewhere := away_from_empty():
        return elsewhere
    place = place_asked(code)
    filters = staff_filters(place, joined=joined)
    listed = participation_staff.staff(place=place, wish=filters.wish, page=page_number())
    return _list(template, listed, filters=filters)


def _list(template: str, listed, **context):
    number, size = page_number(), participation_lists.PAGE
    pager = Pager(number, number * size < listed.total, total=listed.total, size=size)
    return show(
        template, listed=listed, place=listed.place, pager=pager, status_words=status_words, **context
    )
