"""The department's desk: papers to check, accepted or refused, and mandates of those who left."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.domain.mandates import REVOCATIONS
from kiosk.services import (
    mandate_checking,
    mandate_copies_again,
    mandate_leavers,
    mandate_papers,
    mandates,
    mandates_to_check,
)
from kiosk.services.participation_places import place_of
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.departments.mandate_forms import CheckForm, RefusalForm
from kiosk.web.foster.words import status_words
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

ADDRESS = "/opd/<code>/berkas/<no>"

mandate_desk = Blueprint("mandate_desk", __name__)


@mandate_desk.app_template_global()
def revocation_words(code: str) -> str:
    """Why a mandate was revoked; a code nobody has named shows as it is."""
    return _(REVOCATIONS[code]) if code in REVOCATIONS else code


@mandate_desk.get("/opd/<code>/berkas")
@allow("opd", "admin", "auditor")
def to_check(code: str):
    place = place_of(code=code, by=actor())
    waiting, total = mandates_to_check.to_check(place=place, page=page_number())
    left = mandate_leavers.count(place)
    pager = _pager(total, mandates_to_check.PAGE)
    return show(
        "departments/to_check.html", place=place, waiting=waiting, total=total, left=left, pager=pager
    )


@mandate_desk.get("/opd/<code>/keluar")
@allow("opd", "admin", "auditor")
def leavers(code: str):
    place = place_of(code=code, by=actor())
    left, total = mandate_leavers.leavers(place=place, page=page_number())
    pager, people = _pager(total, mandate_leavers.PAGE), mandate_leavers.count(place)
    return show("departments/leavers.html", place=place, left=left, people=people, total=total, pager=pager)


@mandate_desk.get(ADDRESS)
@allow("opd", "admin", "auditor")
def one(code: str, no: str):
    return _page(code, no, CheckForm(formdata=None))


@mandate_desk.post(f"{ADDRESS}/penerimaan")
@allow("opd", "admin")
@gives_form_back
def accept(code: str, no: str):
    mandate_checking.file_of(no=no, code=code, by=actor())
    form = CheckForm()
    papers_seen = bool(form.papers_seen.data)
    if not sent(form, lambda: mandates.verify(no=no, papers_seen=papers_seen, by=actor())):
        return _page(code, no, form, refused=True)
    flash(_("Surat kuasa %(no)s diterima dan berlaku. Salinan berkasnya sudah dihapus.", no=no), "success")
    return go_to(f"/opd/{code}/berkas")


@mandate_desk.get(f"{ADDRESS}/penerimaan")
@allow("opd", "admin", "auditor")
def after_refusal(code: str, no: str):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/opd/{code}/berkas/{no}")


@mandate_desk.route(f"{ADDRESS}/penolakan", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def refuse(code: str, no: str):
    file, form = mandate_checking.file_of(no=no, code=code, by=actor()), RefusalForm()
    if not form.is_submitted():
        return show("departments/mandate_refusal.html", file=file, form=form)
    if not sent(form, lambda: _send_back(no, form)):
        return show("departments/mandate_refusal.html", file=file, form=form, status=422)
    flash(
        _("Salinan baru untuk %(no)s diminta. Pegawainya sudah diberi tahu.", no=no)
        if form.asks_for_copies
        else _("Berkas %(no)s ditolak. Pegawainya sudah diberi tahu dan dapat membuat yang baru.", no=no),
        "success",
    )
    return go_to(f"/opd/{code}/berkas")


def _send_back(no: str, form: RefusalForm) -> None:
    if form.asks_for_copies:
        mandate_copies_again.ask(no=no, why=form.said, client_key=form.client_key.data, by=actor())
    else:
        mandates.refuse(no=no, why=form.said, by=actor())


def _page(code: str, no: str, form: CheckForm, *, refused: bool = False):
    """What somebody else has settled or revoked meanwhile is a conflict, not a fault of the form."""
    file = mandate_checking.file_of(no=no, code=code, by=actor())
    status = (422 if file.is_waiting else 409) if refused else 200
    return show(
        "departments/mandate.html",
        file=file,
        form=form,
        titles=mandate_papers.TITLES,
        status_words=status_words,
        status=status,
    )


def _pager(total: int, size: int) -> Pager:
    number = page_number()
    return Pager(number, number * size < total, total=total, size=size)
