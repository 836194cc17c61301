"""The first page of every role, and the sign of health."""

from flask import Blueprint

from kiosk.services import health
from kiosk.services import home as uses
from kiosk.web.access import actor, public, signed_in
from kiosk.web.answers import show

home = Blueprint("home", __name__)


@home.get("/")
@signed_in
def start():
    by = actor()
    batches = uses.latest_batches(by) if by.role in ("mitra", "petugas", "admin") else []
    return show("home/start.html", counters=uses.counters_for(by), batches=batches, role=by.role)


@home.get("/sehat")
@public
def healthy():
    faults = health.faults()
    text = "\n".join(faults) or "sehat"
    return text + "\n", 503 if faults else 200, {"Content-Type": "text/plain; charset=utf-8"}
