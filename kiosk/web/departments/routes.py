"""A department and who stands on its roster, as far as this person may see it."""

from flask import Blueprint, request

from kiosk.domain.asn_statuses import WORDS
from kiosk.services import staff_rosters
from kiosk.services.staff_rosters import LEFT, Roster, Wish
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.departments.roster_forms import FindStaffForm
from kiosk.web.departments.roster_words import staff_status
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters, away_from_empty

READERS = ("opd", "admin", "auditor")

departments = Blueprint("departments", __name__)


@departments.route("/opd/<code>", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
@gives_form_back
def one(code: str):
    """POST only finds."""
    form, filters = FindStaffForm(), ListFilters()
    if form.is_submitted() and form.validate():
        found = staff_rosters.found_in(code=code, text=form.cari.data, by=actor())
        return _page(found, Wish(), form, filters, found=True)
    if not form.is_submitted() and (elsewhere := away_from_empty()):
        return elsewhere
    wish = _wish(filters)
    roster = staff_rosters.roster_of(code=code, wish=wish, by=actor())
    if wish.unit not in ("", code, *(unit.code for unit in roster.units)):
        filters.unknown.append("unit")
    return _page(roster, wish, form, filters, status=422 if form.errors else 200)


def _wish(filters: ListFilters) -> Wish:
    return Wish(
        unit=filters.fields.get("unit", ""),
        status=filters.one_of("status", WORDS),
        left=filters.one_of("keadaan", (LEFT,)) == LEFT,
        page=page_number(),
    )


def _page(
    roster: Roster,
    wish: Wish,
    form: FindStaffForm,
    filters: ListFilters,
    *,
    found: bool = False,
    status: int = 200,
):
    size, here = staff_rosters.PAGE, f"/opd/{roster.opd.code}"
    more = roster.more and not found
    return show(
        "departments/one.html",
        roster=roster,
        wish=wish,
        here=here,
        form=form,
        found=found,
        filters=filters,
        statuses=[(code, staff_status(code)) for code in WORDS],
        unit_choices=_unit_choices(roster),
        pager=Pager(wish.page, more, total=roster.total, size=size, path=here, fields=request.args),
        status=status,
    )


def _unit_choices(roster: Roster) -> list[tuple[str, str]]:
    return [(unit.code, "– " * (unit.depth - 1) + unit.name) for unit in roster.units]
