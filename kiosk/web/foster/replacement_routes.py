"""One question before somebody takes the place of a worker who is lost: a press binds at once and tells the name."""

from uuid import uuid4

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import pledge_replacements
from kiosk.services.acting import Refused
from kiosk.services.donor_own import donor_of
from kiosk.services.pledge_places import PlaceFilled
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.foster.pick_filters import PATH as PICK
from kiosk.web.foster.worker_routes import OWN, START, replaced
from kiosk.web.list_filters import fields_in, with_filters

replacements = Blueprint("foster_replacements", __name__)
PATH = "/asn/daftar/pekerja/ganti"


@replacements.get(PATH)
@allow("donatur")
def ask():
    """`ganti` is the place, `calon` the handle of the newcomer, `daftar` the filters of the list it stood in."""
    by, place = actor(), replaced(request.args.get("ganti"))
    donor = donor_of(by)
    if donor is None:
        return go_to(START)
    if place is None:
        return go_to(OWN)
    listed = request.args.get("daftar", "")
    back = with_filters(PICK, fields_in(listed), ganti=str(place))
    try:
        swap = pledge_replacements.swap(
            place_id=place, handle=request.args.get("calon", ""), donor=donor, by=by
        )
    except Refused as refusal:
        flash(_(refusal.message) % refusal.params, "act")
        return go_to(OWN if isinstance(refusal, PlaceFilled) else back)
    return show(
        "foster/replace.html",
        swap=swap,
        place=place,
        handle=request.args["calon"],
        listed=listed,
        back_to=back,
        key=uuid4().hex,
    )
