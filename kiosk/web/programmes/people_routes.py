"""Who holds a place of a programme, on the screen and as a spreadsheet; and who has months of its money outside it."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.words import number as said_number
from kiosk.services import programme_deaths, programme_outside, programme_people
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, xlsx
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import away_from_empty
from kiosk.web.programmes.filters import PeopleFilters
from kiosk.web.programmes.press_forms import PressForm
from kiosk.web.sent import sent

programme_people_desk = Blueprint("programme_people", __name__)


@programme_people_desk.get("/program/<no>/orang")
@allow("admin", "auditor")
def people(no: str):
    if elsewhere := away_from_empty():
        return elsewhere
    programme = programme_seen_by(actor(), no)
    filters = PeopleFilters(no, programme.year)
    total = programme_people.count(programme=programme, wish=filters.wish)
    size = programme_people.PAGE
    number = min(page_number(), max(-(-total // size), 1))
    return show(
        "programmes/people.html",
        programme=programme,
        people=programme_people.page_of(programme=programme, wish=filters.wish, page=number),
        total=total,
        filters=filters,
        pager=Pager(number, total > number * size, total=total, size=size),
    )


@programme_people_desk.route("/program/<no>/orang.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor", post=("admin", "auditor"))
def sheet(no: str):
    """Names leave the house: by a press only. The filters are those of the list, in the address."""
    programme = programme_seen_by(actor(), no)
    filters = PeopleFilters(no, programme.year)
    if request.method != "POST":
        return go_to(filters.here)
    narrowed = _("Saringan: %(words)s", words=", ".join(filters.said())) if filters.said() else ""
    file = programme_people.sheet(programme=programme, wish=filters.wish, by=actor(), narrowed=narrowed)
    return xlsx(file, f"program-{no.lower()}-orang")


@programme_people_desk.get("/program/<no>/berpulang")
@allow("admin", "auditor")
def departed(no: str):
    if elsewhere := away_from_empty():
        return elsewhere
    programme = programme_seen_by(actor(), no)
    total, size = programme_deaths.count(programme), programme_deaths.PAGE
    number = min(page_number(), max(-(-total // size), 1))
    return show(
        "programmes/departed.html",
        programme=programme,
        people=programme_deaths.page_of(programme=programme, page=number),
        total=total,
        pager=Pager(number, total > number * size, total=total, size=size),
    )


@programme_people_desk.route("/program/<no>/di-luar", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def outside(no: str):
    """The press takes in whose promises fit."""
    programme, form, taken = programme_seen_by(actor(), no), PressForm(), []
    if not form.is_submitted():
        return _outside_page(programme, form)
    if not sent(form, lambda: taken.append(programme_outside.take_in(no=no, by=actor()))):
        return _outside_page(programme, form, 422)
    text = ngettext(
        "%(count)s orang diikutkan ke program ini.", "%(count)s orang diikutkan ke program ini.", taken[0],
        count=said_number(taken[0]),
    )  # fmt: skip
    flash(text, "success")
    return go_to(f"/program/{no}")


def _outside_page(programme, form: PressForm, status: int = 200):
    number, total = page_number(), programme_outside.count(programme)
    people, follows = programme_outside.page_of(programme, page=number)
    return show(
        "programmes/outside.html",
        programme=programme,
        people=people,
        total=total,
        fitting=programme_outside.to_take_in(programme),
        form=form,
        pager=Pager(number, follows, total=total, size=programme_outside.PAGE),
        status=status,
    )
