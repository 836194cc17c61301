"""The selections of a programme, and a new one."""

from functools import partial

from flask import request

from kiosk.services import (
    programme_renewals,
    selection_criteria,
    selection_pages,
    selection_prices,
    selections,
)
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.services.selections import NothingToRenew
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
    """With `hitung` it only says what that would cost; `lanjutan` names the programme that is renewed."""
    programme = programme_seen_by(actor(), no)
    months, criteria = selections.first_months(programme), selection_criteria.in_force()
    renewals = programme_renewals.renewals_into(programme) if months else []
    renews = request.args.get("lanjutan", "")
    form, made = SelectionForm(months=months, criteria=criteria, renewals=renewals, renews=renews), []
    page = partial(_new_page, programme, form, months, criteria, renewals)
    if not form.is_submitted():
        return page()
    if "hitung" in request.form:
        counted = sent(form, lambda: selection_criteria.weighed(form.wish.weights))
        return page(200 if counted else 422)
    if not sent(form, lambda: made.append(_draw(programme, form)), beside={NothingToRenew: form.renews}):
        return page(422)
    return go_to(f"/program/seleksi/{made[0]}")


def _draw(programme, form: SelectionForm) -> str:
    return selections.draw(programme=programme, wish=form.wish, client_key=form.client_key.data, by=actor())


def _new_page(
    programme, form: SelectionForm, months: list, criteria: list, renewals: list, status: int = 200
):
    return show(
        "selections/new.html",
        programme=programme,
        form=form,
        months=months,
        criteria=criteria,
        renewals=renewals,
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
