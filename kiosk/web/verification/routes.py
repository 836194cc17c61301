"""Is this person protected today? Anyone with the card may ask, from any telephone, without a cookie."""

from flask import Blueprint, Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.clock import utc_now
from kiosk.services import settings
from kiosk.services import verification as uses
from kiosk.services.acting import NotThere
from kiosk.web.access import public
from kiosk.web.answers import show
from kiosk.web.limits import CARD_LOOKS, seconds_to_wait, visitor

ADDRESSES = "/v/"

verification = Blueprint("verification", __name__)


@verification.get("/v/<token>", strict_slashes=False)
@public
def card(token: str):
    if wait := seconds_to_wait(CARD_LOOKS, "card", visitor()):
        return _page(429, {"Retry-After": str(wait)}, wait=wait)
    try:
        return _page(200, answer=uses.answer_for(token=token))
    except NotThere:
        return _page(404)


@verification.route("/v/<token>", methods=["POST", "PUT", "PATCH", "DELETE"], strict_slashes=False)
@public
def only_looked_at(token: str):
    """Nothing is ever sent to a card: on to looking at it, by a page that gives its address to nobody."""
    return redirect(url_for("verification.card", token=token), code=303)


only_looked_at.without_token = True


def _page(status: int, headers: dict | None = None, **context) -> ResponseReturnValue:
    call_centre = settings.setting("call_centre")
    page = show("verification/card.html", status=status, now=utc_now(), call_centre=call_centre, **context)
    return *page, headers or {}


@verification.record_once
def _speak_last(state) -> None:
    _after_all_others(state.app)


def _after_all_others(app: Flask) -> None:
    # The first of these functions runs last: after Talisman, which sets one referrer policy for all pages.
    app.after_request_funcs.setdefault(None, []).insert(0, _keep_the_address)


def _keep_the_address(response: Response) -> Response:
    """The address is the card's secret: it goes to no other page, and into no search engine."""
    if request.path.startswith(ADDRESSES):
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
