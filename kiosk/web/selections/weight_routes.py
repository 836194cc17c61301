"""The weights of a selection's points, as dated settings: those in force with their history, and new ones."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import selection_criteria, selection_weights
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import long_date
from kiosk.web.selections.weight_forms import WeightsForm
from kiosk.web.sent import sent

PATH = "/admin/bobot-seleksi"

selection_weight_desk = Blueprint("selection_weights", __name__)


@selection_weight_desk.route(PATH, methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def weights():
    form = WeightsForm(criteria=selection_criteria.in_force())
    if not form.is_submitted():
        return _page(form)
    beside = {selection_weights.WrongDay: form.valid_from, selection_weights.NoBasis: form.basis}
    if not sent(form, lambda: _set(form), beside=beside):
        return _page(form, 422)
    flash(_("Bobot yang berlaku mulai %(day)s dicatat.", day=long_date(form.valid_from.day)), "success")
    return go_to(PATH)


def _set(form: WeightsForm) -> None:
    selection_weights.set_from(
        valid_from=form.valid_from.day,
        weights=form.weights,
        basis=form.basis.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _page(form: WeightsForm, status: int = 200):
    return show(
        "selections/weights.html",
        form=form,
        history=selection_weights.history(by=actor()),
        criteria=selection_criteria.in_force(),
        status=status,
    )
