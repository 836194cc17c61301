"""The photograph of one worker: seen by whoever sees the worker, added or replaced by those who enrol."""

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from kiosk.services import photos as uses
from kiosk.services import workers
from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.photos.forms import PhotoForm

photos = Blueprint("photos", __name__)


@photos.get("/pekerja/<reg_no>/foto")
@allow("petugas", "mitra", "admin", "auditor")
def photo(reg_no: str):
    return Response(uses.photo_of(reg_no=reg_no, by=actor()), mimetype="image/jpeg")


@photos.post("/pekerja/<reg_no>/foto")
@allow("petugas", "mitra", "admin")
@gives_form_back
def keep(reg_no: str):
    form = PhotoForm()
    if not form.validate():
        return _ask_again(form, reg_no)
    try:
        uses.keep_photo(reg_no=reg_no, photo=form.picture, client_key=form.client_key.data, by=actor())
    except KeyInUse:
        raise
    except Refused as refusal:
        form.photo.errors = [_(refusal.message) % refusal.params]
        return _ask_again(form, reg_no)
    flash(_("Foto sudah disimpan."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _ask_again(form: PhotoForm, reg_no: str):
    file = workers.file_of(reg_no=reg_no, by=actor())
    return show("photos/again.html", form=form, worker=file.worker, status=422)
