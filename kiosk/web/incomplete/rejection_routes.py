"""A person whom BPJS has not taken: why, and that it is settled."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import bpjs_turned_down
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.incomplete.forms import SettledForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

rejections = Blueprint("rejections", __name__)


@rejections.get("/pekerja/<reg_no>/ditolak-bpjs")
@allow("petugas", "admin", "auditor")
def rejection(reg_no: str):
    worker, flag = bpjs_turned_down.open_rejection(reg_no=reg_no, by=actor())
    return show("incomplete/rejected.html", worker=worker, flag=flag)


@rejections.route("/pekerja/<reg_no>/ditolak-bpjs/penyelesaian", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def settled(reg_no: str):
    form = SettledForm()
    if not form.is_submitted():
        return _settling_page(reg_no, form)
    if not sent(form, lambda: _settle(reg_no, form)):
        return _settling_page(reg_no, form, 422)
    flash(
        _("Penolakan BPJS untuk orang ini sudah beres. Orangnya dapat ditanggung dan diajukan lagi."),
        "success",
    )
    return go_to(f"/pekerja/{reg_no}")


def _settle(reg_no: str, form: SettledForm) -> None:
    bpjs_turned_down.settle_rejection(reg_no=reg_no, note=form.note.data, by=actor())


def _settling_page(reg_no: str, form: SettledForm, status: int = 200):
    worker, flag = bpjs_turned_down.open_rejection(reg_no=reg_no, by=actor())
    return show("incomplete/settle.html", form=form, worker=worker, flag=flag, whose="bpjs", status=status)
