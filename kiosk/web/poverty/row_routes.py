"""One row of a list: looked at, compared, enrolled from, closed, given to a kelurahan."""

from flask import flash
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.services import poverty_row_pages, poverty_row_presses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.poverty.desk import poverty_desk
from kiosk.web.poverty.forms import AreaForm, CloseForm, EnrolForm, SameForm
from kiosk.web.poverty.handover_forms import SendBackForm
from kiosk.web.poverty.work_routes import WORK
from kiosk.web.sent import sent

FORMS = {
    "same": SameForm, "close": CloseForm, "area": AreaForm, "enrol": EnrolForm, "send_back": SendBackForm,
}  # fmt: skip
ROW = "/program/miskin/<no>/baris/<int:number>"


@poverty_desk.get(ROW)
@allow("petugas", "admin", "auditor")
def row(no: str, number: int):
    return _row_page(no, number)


@poverty_desk.route(f"{ROW}/pencocokan", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def comparing(no: str, number: int):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = SameForm()
    if not form.is_submitted():
        return _back(no, number)
    if not sent(form, lambda: _settle(no, number, form)):
        return _row_page(no, number, form, 422)
    flash(_("Baris %(number)s sudah dicocokkan.", number=number), "success")
    return go_to(f"{WORK}?tampil=cocokkan")


def _settle(no: str, number: int, form: SameForm) -> None:
    poverty_row_presses.settle(
        no=no, number=number, same=form.same.data == "ya", client_key=form.client_key.data, by=actor()
    )


@poverty_desk.route(f"{ROW}/penutupan", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def closing(no: str, number: int):
    form = CloseForm()
    if not form.is_submitted():
        return _back(no, number)
    if not sent(form, lambda: _close(no, number, form)):
        return _row_page(no, number, form, 422)
    flash(_("Baris %(number)s ditutup; nama dan NIK-nya dihapus.", number=number), "success")
    return go_to(WORK)


def _close(no: str, number: int, form: CloseForm) -> None:
    poverty_row_presses.close(
        no=no, number=number, why=form.why.data, client_key=form.client_key.data, by=actor()
    )


@poverty_desk.route(f"{ROW}/kelurahan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def assigning(no: str, number: int):
    form = AreaForm()
    if not form.is_submitted():
        return _back(no, number)
    if not sent(form, lambda: _assign(no, number, form)):
        return _row_page(no, number, form, 422)
    flash(_("Baris %(number)s kini pekerjaan petugas kelurahan itu.", number=number), "success")
    return _back(no, number)


def _assign(no: str, number: int, form: AreaForm) -> None:
    poverty_row_presses.assign(
        no=no, number=number, kelurahan=form.kelurahan.data, client_key=form.client_key.data, by=actor()
    )


@poverty_desk.route(f"{ROW}/pengembalian", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def sending_back(no: str, number: int):
    form = SendBackForm()
    if not form.is_submitted():
        return _back(no, number)
    if not sent(form, lambda: _send_back(no, number, form)):
        return _row_page(no, number, form, 422)
    flash(_("Baris %(number)s dikembalikan ke admin.", number=number), "success")
    return go_to(WORK)


def _send_back(no: str, number: int, form: SendBackForm) -> None:
    poverty_row_presses.send_back(no=no, number=number, client_key=form.client_key.data, by=actor())


@poverty_desk.route(f"{ROW}/pendaftaran", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def enrolling(no: str, number: int):
    form = EnrolForm()
    if not form.is_submitted():
        return _back(no, number)
    if not sent(form, lambda: _open(no, number, form)):
        return _row_page(no, number, form, 422)
    return go_to(f"/pekerja/baru?draf={form.client_key.data}")


def _open(no: str, number: int, form: EnrolForm) -> None:
    poverty_row_presses.open_enrolment(no=no, number=number, client_key=form.client_key.data, by=actor())


def _back(no: str, number: int):
    return go_to(f"/program/miskin/{no}/baris/{number}")


def _row_page(no: str, number: int, refused: FlaskForm | None = None, status: int = 200):
    forms = {
        name: refused if isinstance(refused, kind) else kind(formdata=None) for name, kind in FORMS.items()
    }
    return show(
        "poverty/row.html",
        file=poverty_row_pages.row_of(no=no, number=number, by=actor()),
        here=f"/program/miskin/{no}/baris/{number}",
        work=WORK,
        refused=refused,
        forms=forms,
        status=status,
    )
