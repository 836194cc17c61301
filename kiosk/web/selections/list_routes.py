"""The selections of a programme, and a new one."""

from flask import request

from kiosk.services import selection_criteria, selection_pages, selection_prices, selections
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.selections.desk import selection_desk
from kiosk.web.selections.forms import SelectionForm
from kiosk.web.sent import sent


@selection_desk.get("/program/<no>/seleksi")
@allow("admin", "auditor")
def of_programme(no: str):
    programme = programme_seen_by(actor(), no)
    return show(
        "selections/list.html",
        programme=programme,
        rows=selection_pages.list_of(programme),
        offered=selections.first_months(programme),
    )


@selection_desk.route("/program/<no>/seleksi/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new(no: str):
    """With `hitung` it only says what that would cost."""
    programme = programme_seen_by(actor(), no)
    months, criteria = selections.first_months(programme), selection_criteria.in_force()
    form, made = SelectionForm(months=months, criteria=criteria), []
    if not form.is_submitted():
        return _new_page(programme, form, months, criteria)
    if "hitung" in request.form:
        return _new_page(programme, form, months, criteria, 200 if form.validate() else 422)
    if not sent(form, lambda: made.append(_draw(programme, form))):
        return _new_page(programme, form, months, criteria, 422)
    return go_to(f"/program/seleksi/{made[0]}")


def _draw(programme, form: SelectionForm) -> str:
    return selections.draw(programme=programme, wish=form.wish, client_key=form.client_key.data, by=actor())


def _new_page(programme, form: SelectionForm, months: list, criteria: list, status: int = 200):
    return show(
        "selections/new.html",
        programme=programme,
        form=form,
        months=months,
        criteria=criteria,
        preview=_preview(programme, form),
        status=status,
    )


def _preview(programme, form: SelectionForm):
    """None while nothing has been asked for that could be counted."""
    if (
        not form.is_submitted()
        or form.wanted.errors
        or form.first_month.errors
        or not form.first_month.choices
    ):
        return None
    return selection_prices.most_for(
        programme, selections.months_until_december(form.month), form.wanted.people
    )
