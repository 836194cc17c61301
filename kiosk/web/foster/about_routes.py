"""What a civil servant does as a foster parent, for whom and for how much: the page that everybody may read."""

from flask import Blueprint
from flask_security import current_user

from kiosk.services import donor_prices, pledges, settings
from kiosk.services.rates import TariffMissing
from kiosk.web.access import public
from kiosk.web.accounts.way_back import way_back
from kiosk.web.answers import go_to, show
from kiosk.web.foster import kept_draft
from kiosk.web.foster.words import status_words

about_foster = Blueprint("about_foster", __name__)
about_foster.add_app_template_global(status_words, "asn_status_words")
OWN_PAGE, WORKERS = "/asn/saya", "/asn/daftar/pekerja"


@about_foster.get("/asn")
@public
def about():
    if current_user.is_authenticated and current_user.role == "donatur":
        return go_to(way_back(OWN_PAGE))
    begun = bool(kept_draft.kept())
    return show("foster/about.html", prices=_prices(), most=settings.whole(pledges.MOST_PICKS), begun=begun)


def _prices() -> donor_prices.DonorPrices | None:
    try:
        return donor_prices.prices()
    except TariffMissing:
        return None
