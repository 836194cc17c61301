"""The calendar of holidays, by year: added, and taken out after a question."""

from datetime import date

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import holidays
from kiosk.services.acting import NotThere
from kiosk.web.access import actor, allow
from kiosk.web.administration.holiday_forms import HolidayForm, TakenOutForm
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import long_date
from kiosk.web.sent import sent

holiday_desk = Blueprint("holidays", __name__)
PATH = "/admin/libur"


@holiday_desk.route(PATH, methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def index():
    form = HolidayForm()
    if not form.is_submitted():
        return _page(HolidayForm(formdata=None))
    if not sent(form, lambda: _add(form), beside={holidays.WrongHoliday: form.day}):
        return _page(form, 422)
    flash(_("%(day)s dicatat sebagai hari libur.", day=long_date(form.asked)), "success")
    return go_to(f"{PATH}?tahun={form.asked.year}")


@holiday_desk.route(f"{PATH}/<day>/hapus", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def remove(day: str):
    asked, form = _day_in(day), TakenOutForm()
    if form.is_submitted() and sent(form, lambda: holidays.remove(day=asked, by=actor())):
        flash(_("%(day)s bukan hari libur lagi.", day=long_date(asked)), "success")
        return go_to(f"{PATH}?tahun={asked.year}")
    return show(
        "administration/holiday_removal.html",
        holiday=holidays.holiday_on(asked, by=actor()),
        moved=_moved(asked),
        form=form,
        status=422 if form.is_submitted() else 200,
    )


def _add(form: HolidayForm) -> None:
    holidays.add(day=form.asked, name=form.name.data, client_key=form.client_key.data, by=actor())


def _moved(day: date) -> list[tuple]:
    """The debits whose day would be another without it: (now, then)."""
    pairs = zip(holidays.coming(), holidays.coming(without=day), strict=True)
    return [(now, then) for now, then in pairs if now.on != then.on]


def _day_in(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as unreadable:
        raise NotThere from unreadable


def _page(form: HolidayForm, status: int = 200):
    year = request.args.get("tahun", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return show(
        "administration/holidays.html",
        calendar=holidays.calendar(year=chosen, by=actor()),
        form=form,
        status=status,
    )
