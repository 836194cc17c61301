"""A donor names somebody of the neighbourhood: first where they live, then who they are."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.domain.clock import today
from kiosk.services import consents, pledge_nominations
from kiosk.services.acting import Refused
from kiosk.services.donor_own import donor_of
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.enrolment.choices import OUTSIDE
from kiosk.web.errors import answer_fault
from kiosk.web.foster.nomination_form import NominationForm
from kiosk.web.foster.pick_filters import kecamatan_names
from kiosk.web.foster.worker_routes import OWN, START
from kiosk.web.foster.worker_routes import PATH as WORKERS
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import NOMINATED_NIKS, too_many

nominations = Blueprint("nominations", __name__)
PATH = "/asn/daftar/pekerja/usul"


@nominations.get(PATH)
@allow("donatur")
def where():
    """Without a kecamatan it is asked for; with one the form follows."""
    if donor_of(actor()) is None:
        return go_to(START)
    known = {name: request.args.get(name, "") for name in ("kecamatan", "ganti")}
    form = NominationForm(formdata=None, data=known)
    if not form.knows_where:
        asked = "kecamatan" in request.args
        return _ask_where(form, 422 if asked else 200)
    return _show(form)


@nominations.post(PATH)
@allow("donatur")
@gives_form_back
def nominate():
    form, by = NominationForm(), actor()
    if not form.knows_where:
        return _ask_where(form, 422)
    if not form.validate_on_submit():
        return _give_back(form)
    # Each answer from here on may tell that a NIK is on record.
    if too_many(NOMINATED_NIKS, "nominated-nik"):
        return answer_fault(429)
    try:
        pledge_nominations.nominate(
            wish=form.wish(), replaces=form.replaces, client_key=form.client_key.data, by=by
        )
    except KeyInUse:
        raise
    except pledge_nominations.KnownAndWaiting as known:
        return _give_back(form, known=known.initials)
    except Refused as refusal:
        form.nik.errors = [_(refusal.message) % refusal.params]
        return _give_back(form)
    if form.replaces:
        flash(_("Penggantinya sudah termasuk surat kuasa Anda."), "success")
        return go_to(OWN)
    flash(_("Orang ini dipesan untuk Anda."), "success")
    return go_to(WORKERS)


def _ask_where(form: NominationForm, status: int):
    kecamatan = [*kecamatan_names().items(), (OUTSIDE, _("Luar Kota Semarang"))]
    return show(
        "foster/nominate_where.html", form=form, kecamatan=kecamatan, missing=status == 422, status=status
    )


def _give_back(form: NominationForm, known: str = ""):
    form.point_out_dropped_phone()
    return _show(form, 422, known)


def _show(form: NominationForm, status: int = 200, known: str = ""):
    place = _("Luar Kota Semarang") if form.is_outside else kecamatan_names()[form.kecamatan.data]
    words = consents.words_on(today())
    return show("foster/nominate.html", form=form, place=place, words=words, known=known, status=status)
