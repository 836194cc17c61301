"""What a month costs: for everybody who is signed in."""

from flask import Blueprint, request

from kiosk.services import price_pages
from kiosk.services.rates import TariffMissing
from kiosk.web.access import actor, signed_in
from kiosk.web.answers import show
from kiosk.web.sent import said
from kiosk.web.tariffs.price_form import PriceForm

prices = Blueprint("prices", __name__)


@prices.get("/iuran")
@signed_in
def index():
    form = PriceForm(request.args, role=actor().role)
    answer = _answer(form)
    return show(
        "tariffs/prices.html",
        form=form,
        answer=answer,
        paid_by=dict(form.penanggung.choices).get(form.penanggung.data, ""),
        list=price_pages.price_list(),
        status=200 if answer else 422,
    )


def _answer(form: PriceForm) -> list[price_pages.Calculation]:
    """Nothing where the form says what is wrong."""
    if not form.validate():
        return []
    try:
        return price_pages.calculate(form.question())
    except TariffMissing as missing:
        form.mulai.errors = [said(missing)]
        return []
