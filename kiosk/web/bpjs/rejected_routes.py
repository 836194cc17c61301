"""Whom BPJS has rejected and nobody has mended since."""

from flask import request

from kiosk.services import bpjs_open_rejections as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.bpjs.desk import submissions
from kiosk.web.bpjs.wadah_asked_for import wadah_asked_for


@submissions.get("/bpjs/ditolak")
@allow("admin", "auditor")
def rejected():
    """Of one wadah where the address names it, else of all."""
    wadah, funder = wadah_asked_for() if "penanggung" in request.args else (None, None)
    number = page_number()
    rows, follows, total = uses.page_of(by=actor(), wadah=wadah, page=number)
    return show(
        "bpjs/rejected.html",
        wadah=wadah,
        funder=funder,
        rows=rows,
        total=total,
        pager=Pager(number, follows, total=total, size=uses.PAGE),
    )
