"""A batch opened at a post, changed, closed early."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import batch_openings, post_openings
from kiosk.services.batches import batch_seen_by
from kiosk.services.post_openings import DayRefused, PlacesRefused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.batches.opening_form import OpeningForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

batch_posts = Blueprint("batch_posts", __name__)


@batch_posts.route("/batch/<no>/pos", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def opening(no: str):
    batch = batch_seen_by(actor(), no)
    shown = batch_openings.opening_of(batch, actor())
    form = OpeningForm(post_openings.posts_for(actor()), shown)
    if not form.is_submitted():
        return show("batches/opening.html", form=form, batch=batch, opening=shown)
    beside = {PlacesRefused: form.places, DayRefused: form.open_until}
    if not sent(form, lambda: _set(no, form), beside=beside):
        return show("batches/opening.html", form=form, batch=batch, opening=shown, status=422)
    flash(_("Pendaftaran di pos disimpan."), "success")
    return go_to(f"/batch/{no}")


def _set(no: str, form: OpeningForm) -> None:
    batch_openings.set_opening(no=no, opening=form.opening(), by=actor())


@batch_posts.get("/batch/<no>/pos/penutupan")
@allow("petugas", "mitra", "admin", "auditor")
def after_closing(no: str):
    """The address that the press leaves in the browser's bar without JavaScript."""
    return go_to(f"/batch/{no}/pos")


@batch_posts.post("/batch/<no>/pos/penutupan")
@allow("petugas", "mitra", "admin")
def close(no: str):
    batch_openings.close(no=no, by=actor())
    flash(_("Pendaftaran di pos ditutup. Yang sudah terdaftar tetap di batch ini."), "success")
    return go_to(f"/batch/{no}")
