"""A person whom BPJS has not taken: why, and that it is settled."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import bpjs_turned_down
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show

rejections = Blueprint("rejections", __name__)


@rejections.get("/pekerja/<reg_no>/ditolak-bpjs")
@allow("petugas", "admin", "auditor")
def rejection(reg_no: str):
    worker, flag = bpjs_turned_down.open_rejection(reg_no=reg_no, by=actor())
    return show("incomplete/rejected.html", worker=worker, flag=flag)


@rejections.post("/pekerja/<reg_no>/ditolak-bpjs/penyelesaian")
@allow("petugas", "admin")
def settled(reg_no: str):
    try:
        bpjs_turned_down.settle_rejection(reg_no=reg_no, by=actor())
    except Refused as refused:
        flash(_(refused.message) % refused.params, "act")
        return go_to(f"/pekerja/{reg_no}")
    flash(
        _("Penolakan BPJS untuk orang ini sudah beres. Orangnya dapat ditanggung dan diajukan lagi."),
        "success",
    )
    return go_to(f"/pekerja/{reg_no}")
