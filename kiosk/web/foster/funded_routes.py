"""A worker whose month somebody else pays: kept for the months after it, or left for somebody else."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import donor_workers, pledge_funded
from kiosk.services.acting import Refused
from kiosk.services.donor_own import donor_of
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.foster.pick_filters import PATH as PICK
from kiosk.web.foster.worker_routes import OWN, START, LetGoForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

funded_elsewhere = Blueprint("funded_elsewhere", __name__)


@funded_elsewhere.route("/asn/saya/pekerja/<int:pledge>/ganti", methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def give_way(pledge: int):
    by, form = actor(), LetGoForm()
    donor = donor_of(by)
    if donor is None:
        return go_to(START)
    if form.is_submitted() and sent(form, lambda: _press(pledge, form)):
        flash(_("Tempatnya kosong sekarang. Pilih pekerja lain untuk surat kuasa Anda."), "success")
        return go_to(f"{PICK}?ganti={pledge}")
    try:
        one = donor_workers.reserved_one(pledge_funded.place_of(pledge_id=pledge, donor=donor))
    except Refused as refusal:
        flash(said(refusal), "act")
        return go_to(OWN)
    return show("foster/give_way.html", form=form, one=one, status=422 if form.is_submitted() else 200)


def _press(pledge: int, form: LetGoForm) -> None:
    pledge_funded.give_way(pledge_id=pledge, client_key=form.client_key.data, by=actor())
