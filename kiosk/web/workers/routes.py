"""Workers: the list in one's scope, an exact find, one person's page, a revealed NIK."""

from datetime import date
from uuid import uuid4

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.clock import today
from kiosk.services import worker_history, worker_search
from kiosk.services import workers as uses
from kiosk.services.acting import NotThere, Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.workers.forms import FindForm

workers = Blueprint("workers", __name__)


@workers.route("/pekerja", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor", post=("petugas", "mitra", "admin", "auditor"))
@gives_form_back
def index():
    form = FindForm()
    if not form.is_submitted():
        return _list(form)
    if not form.validate():
        return _list(form, status=422)
    return _find(form)


def _find(form: FindForm):
    try:
        found = worker_search.find(text=form.number.data, by=actor())
    except Refused as refusal:
        form.number.errors = [_(refusal.message) % refusal.params]
        return _list(form, status=422)
    except NotThere:
        return _list(form, nobody=True)
    if isinstance(found, worker_search.ServiceCard):
        return _list(form, service_card=found)
    if len(found) == 1:
        return go_to(f"/pekerja/{found[0].reg_no}")
    return _list(form, found=found)


def _list(form: FindForm, status: int = 200, **more):
    number = page_number()
    day = _day_asked_for()
    protected = request.args.get("keadaan") == "terlindungi"
    rows, follows = uses.page_of(by=actor(), page=number, enrolled_on=day, protected_only=protected)
    states = uses.states_of(more.get("found") or rows)
    pager = Pager(number, follows)
    context = {"rows": rows, "states": states, "pager": pager, "day": day, "protected": protected, **more}
    return show("workers/index.html", form=form, status=status, **context)


def _day_asked_for() -> date | None:
    """`?hari=ini`: who was enrolled today."""
    return today() if request.args.get("hari") == "ini" else None


@workers.get("/pekerja/<reg_no>")
@allow("petugas", "mitra", "admin", "auditor")
def one(reg_no: str):
    file = uses.file_of(reg_no=reg_no, by=actor())
    return show(
        "workers/one.html",
        file=file,
        worker=file.worker,
        history=worker_history.history_of(file.worker),
        fresh=request.args.get("baru") == "1",
        print_key=uuid4().hex,
    )


@workers.post("/pekerja/<reg_no>/nik")
@allow("petugas", "admin")
def reveal(reg_no: str):
    nik = uses.reveal_nik(reg_no=reg_no, by=actor())
    return show("workers/nik.html", fragment="workers/_nik.html", nik=nik, reg_no=reg_no)
