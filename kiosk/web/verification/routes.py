"""Is this person protected today? Anyone with the card may ask."""

from flask import Blueprint

from kiosk.domain.clock import today
from kiosk.services import settings
from kiosk.services import verification as uses
from kiosk.services.acting import NotThere
from kiosk.web.access import public
from kiosk.web.answers import show
from kiosk.web.limits import CARD_LOOKS, limiter

verification = Blueprint("verification", __name__)


@verification.get("/v/<token>")
@public
@limiter.limit(CARD_LOOKS)
def card(token: str):
    try:
        answer = uses.answer_for(token=token)
    except NotThere:
        return _page(None, status=404)
    return _page(answer)


def _page(answer, status: int = 200):
    call_centre = settings.setting("call_centre")
    return show("verification/card.html", answer=answer, now=today(), call_centre=call_centre, status=status)
