"""Which wadah an address names: `?penanggung=12&wadah=SC`."""

import re

from flask import request

from kiosk.services import bpjs_wadahs
from kiosk.services.acting import NotThere
from kiosk.web.access import actor
from kiosk.web.bpjs.layout_choice import number_of

WADAH = re.compile(r"[A-Z]{0,4}", re.ASCII)


def wadah_asked_for():
    """With its funder. Raises NotThere where it names none."""
    funder_id, wadah_type = number_of(request.args.get("penanggung")), request.args.get("wadah")
    if funder_id is None or not WADAH.fullmatch(wadah_type or ""):
        raise NotThere
    return bpjs_wadahs.wadah_named(by=actor(), funder_id=funder_id, wadah_type=wadah_type)
