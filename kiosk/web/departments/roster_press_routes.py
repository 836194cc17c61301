"""What is pressed on the page of a roster: it is applied, dropped, its wrong rows are taken away to be mended."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import staff_import_faults, staff_import_presses
from kiosk.services.staff_import_presses import ManyLeave
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, xlsx
from kiosk.web.departments.roster_desk import roster_desk
from kiosk.web.departments.roster_forms import ApplyForm, DropForm
from kiosk.web.departments.roster_page import roster_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.page_context import sentence
from kiosk.web.sent import sent


@roster_desk.route("/opd/<code>/pegawai/<no>/penerapan", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def applying(code: str, no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form, applied = ApplyForm(), []
    if not form.is_submitted():
        return go_to(f"/opd/{code}/pegawai/{no}")
    if not sent(form, lambda: applied.append(_apply(code, no, form)), beside={ManyLeave: form.many}):
        return roster_page(code, no, form, 422)
    if not applied[0]:
        flash(
            _(
                "Daftar pegawai berubah sejak berkas ini dibaca, maka dibandingkan sekali lagi. Periksa, lalu terapkan."
            ),
            "soon",
        )
    return go_to(f"/opd/{code}/pegawai/{no}")


def _apply(code: str, no: str, form: ApplyForm) -> bool:
    return staff_import_presses.apply(
        code=code, no=no, many_may_leave=form.many.data, client_key=form.client_key.data, by=actor()
    )


@roster_desk.route("/opd/<code>/pegawai/<no>/pembatalan", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def dropping(code: str, no: str):
    form, here = DropForm(), f"/opd/{code}/pegawai/{no}"
    if not form.is_submitted():
        return go_to(here)
    if not sent(form, lambda: _drop(code, no, form)):
        return roster_page(code, no, form, 422)
    flash(_("Daftar %(no)s dibatalkan. Tidak ada yang berubah.", no=no), "success")
    return go_to(here)


def _drop(code: str, no: str, form: DropForm) -> None:
    staff_import_presses.drop(code=code, no=no, client_key=form.client_key.data, by=actor())


@roster_desk.route("/opd/<code>/pegawai/<no>/galat.xlsx", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
def faults(code: str, no: str):
    """It holds full NIPs: by a press only."""
    if request.method != "POST":
        return go_to(f"/opd/{code}/pegawai/{no}")
    content = staff_import_faults.fault_sheet(
        code=code, no=no, remedy=_("Yang perlu diperbaiki"), say=sentence, by=actor()
    )
    return xlsx(content, f"{no}-perlu-diperbaiki")
