"""Cards: print runs and their pages, one card to look at."""

from flask import Blueprint, Response, abort

from kiosk.services import cards as uses
from kiosk.services import print_run_pages, print_runs
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.cards.forms import PrintForm

cards = Blueprint("cards", __name__)


@cards.get("/kartu")
@allow("petugas", "mitra", "admin", "auditor")
def index():
    return show("cards/index.html", runs=print_run_pages.runs_of(by=actor()))


@cards.post("/kartu/lembar")
@allow("petugas", "mitra", "admin")
def print_run():
    form = PrintForm()
    if not form.validate():
        abort(422)
    no = print_runs.print_cards(
        client_key=form.client_key.data,
        reg_no=form.worker.data or None,
        batch_no=form.batch.data or None,
        by=actor(),
    )
    return go_to(f"/kartu/lembar/{no}")


@cards.get("/kartu/lembar/<no>")
@allow("petugas", "mitra", "admin", "auditor")
def run(no: str):
    return show(
        "cards/run.html", fragment="cards/_run_state.html", file=print_run_pages.run_of(no=no, by=actor())
    )


@cards.get("/kartu/lembar/<no>.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def run_pdf(no: str):
    return _pdf(print_run_pages.run_pdf(no=no, by=actor()), f"kartu-{no}.pdf")


@cards.get("/kartu/<serial>.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def card_pdf(serial: str):
    return _pdf(uses.card_pdf(serial=serial, by=actor()), f"kartu-{serial}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
