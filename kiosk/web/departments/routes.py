"""Departments and their staff, as far as this person may see them."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services import departments as service
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show

STATUSES = {"pns": N_("PNS"), "pppk": N_("PPPK"), "pppk_paruh_waktu": N_("PPPK paruh waktu")}

departments = Blueprint("departments", __name__)


@departments.get("/opd")
@allow("opd", "admin", "auditor")
def overview():
    return show("departments/overview.html", departments=service.in_scope(by=actor()))


@departments.get("/opd/<code>")
@allow("opd", "admin", "auditor")
def one(code: str):
    department, staff, more = service.roster(code=code, page=page_number(), by=actor())
    pager = Pager(page_number(), more)
    return show(
        "departments/one.html", department=department, staff=staff, pager=pager, status_words=status_words
    )


def status_words(code: str) -> str:
    return _(STATUSES[code]) if code in STATUSES else code
