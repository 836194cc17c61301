"""A look at what is masked on the checking page: a press, since whoever looks is noted."""

from flask import Blueprint

from kiosk.services import mandate_checking, mandate_identities
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show

mandate_looks = Blueprint("mandate_looks", __name__)


@mandate_looks.post("/opd/<code>/berkas/<no>/nip")
@allow("opd", "admin")
def reveal_nip(code: str, no: str):
    file = mandate_checking.file_of(no=no, code=code, by=actor())
    nip = mandate_identities.reveal_nip(file.mandate, by=actor())
    return show("departments/nip.html", fragment="departments/_nip.html", nip=nip, file=file)


@mandate_looks.get("/opd/<code>/berkas/<no>/nip")
@allow("opd", "admin", "auditor")
def after_looking(code: str, no: str):
    """The address that a press leaves in the browser's bar."""
    return go_to(f"/opd/{code}/berkas/{no}")
