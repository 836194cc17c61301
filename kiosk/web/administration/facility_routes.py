"""The list of PLKK: added, corrected with another source and day, taken out with a reason."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import facilities, settings
from kiosk.web.access import actor, allow
from kiosk.web.administration.facility_forms import FacilityForm, FacilityRemovalForm
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

facility_desk = Blueprint("facilities", __name__)
PATH = "/admin/plkk"


@facility_desk.get(PATH)
@allow("admin", "auditor")
def index():
    return show("administration/facilities.html", table=facilities.table(by=actor()))


@facility_desk.route(f"{PATH}/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form = FacilityForm(city=settings.setting("city_name"))
    if not form.is_submitted():
        return show("administration/facility_new.html", form=form)
    if not sent(form, lambda: _add(form), beside=_fields(form)):
        return show("administration/facility_new.html", form=form, status=422)
    flash(_("%(name)s ditambahkan ke daftar PLKK.", name=form.name.data), "success")
    return go_to(PATH)


@facility_desk.route(f"{PATH}/<code>/koreksi", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def correction(code: str):
    facility = facilities.one(code, by=actor())
    form = FacilityForm(
        name=facility.name,
        address=facility.address,
        city=facility.city,
        kecamatan=facility.kecamatan_id or "",
        phone=facility.phone,
    )
    page = "administration/facility_correction.html"
    if not form.is_submitted():
        return show(page, facility=facility, form=form)
    if not sent(form, lambda: _correct(code, form), beside=_fields(form)):
        return show(page, facility=facility, form=form, status=422)
    flash(_("Data %(name)s dikoreksi.", name=form.name.data), "success")
    return go_to(PATH)


@facility_desk.route(f"{PATH}/<code>/hapus", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def removal(code: str):
    form = FacilityRemovalForm()
    if form.is_submitted() and sent(
        form, lambda: _remove(code, form), beside={facilities.NoReason: form.why}
    ):
        flash(_("Dikeluarkan dari daftar PLKK. Klaim lama tetap menyebut namanya."), "success")
        return go_to(PATH)
    return show(
        "administration/facility_removal.html",
        facility=facilities.one(code, by=actor()),
        form=form,
        status=422 if form.is_submitted() else 200,
    )


def _fields(form: FacilityForm) -> dict:
    return {
        facilities.WrongName: form.name,
        facilities.WrongDay: form.as_of,
        facilities.WrongArea: form.kecamatan,
    }


def _add(form: FacilityForm) -> None:
    facilities.add(entry=form.entry(), client_key=form.client_key.data, by=actor())


def _correct(code: str, form: FacilityForm) -> None:
    facilities.correct(code=code, entry=form.entry(), client_key=form.client_key.data, by=actor())


def _remove(code: str, form: FacilityRemovalForm) -> None:
    facilities.remove(code=code, why=form.why.data, client_key=form.client_key.data, by=actor())
