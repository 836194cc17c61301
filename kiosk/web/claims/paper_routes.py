"""The papers of a claim: photographed, looked at, taken away; and the leaflet for the family."""

from flask import Blueprint, Response, flash
from flask_babel import gettext as _

from kiosk.services import claim_leaflets, claim_papers
from kiosk.services.acting import Refused
from kiosk.services.claim_lookup import MAY_ACT, claim_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, show
from kiosk.web.claims.paper_forms import PaperForm, PressForm
from kiosk.web.errors import answer_fault
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import language
from kiosk.web.sent import said, sent

claim_paper_desk = Blueprint("claim_papers", __name__)
LOOKS = (*MAY_ACT, "auditor")
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@claim_paper_desk.route("/klaim/<no>/berkas/<code>", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def paper(no: str, code: str):
    claim, form = claim_seen_by(actor(), no), PaperForm()
    if not form.is_submitted():
        return _page(claim, code, form)
    if not sent(form, lambda: _lay_down(no, code, form)):
        form.ask_for_files_again()
        return _page(claim, code, form, 422)
    flash(_("Berkas disimpan, tersegel."), "success")
    return go_to(f"/klaim/{no}#papers")


@claim_paper_desk.post("/klaim/<no>/berkas/<int:number>")
@allow(*MAY_ACT)
def open_paper(no: str, number: int):
    content, mimetype = claim_papers.open_paper(no=no, number=number, by=actor())
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'inline; filename="{no}-{number}.{ENDINGS[mimetype]}"'
    return answer


@claim_paper_desk.get("/klaim/<no>/berkas/<int:number>")
@allow(*LOOKS)
def after_look(no: str, number: int):
    """The address that a press leaves in the browser's bar."""
    return go_to(f"/klaim/{no}#papers")


@claim_paper_desk.route("/klaim/<no>/berkas/<int:number>/pembuangan", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def removal(no: str, number: int):
    form = PressForm()
    if form.is_submitted() and sent(form, lambda: claim_papers.remove(no=no, number=number, by=actor())):
        flash(_("Berkas dibuang."), "success")
        return go_to(f"/klaim/{no}#papers")
    claim, line, file = claim_papers.file_of(no=no, number=number, by=actor())
    return show(
        "claims/paper_removal.html",
        claim=claim,
        worker=claim.worker,
        line=line,
        file=file,
        name=_name(line.paper),
        form=form,
        status=422 if form.is_submitted() else 200,
    )


@claim_paper_desk.get("/klaim/<no>/keluarga.pdf")
@allow(*LOOKS)
def leaflet(no: str):
    try:
        return pdf(claim_leaflets.leaflet_pdf(no=no, by=actor()), "untuk-keluarga")
    except Refused as refusal:
        return answer_fault(422, said(refusal), {"href": f"/klaim/{no}", "text": _("Kembali ke klaim")})


def _lay_down(no: str, code: str, form: PaperForm) -> None:
    claim_papers.lay_down(
        no=no,
        code=code,
        papers=form.read,
        instead=form.instead.data,
        client_key=form.client_key.data,
        by=actor(),
    )


def _page(claim, code: str, form: PaperForm, status: int = 200):
    line, by = claim_papers.line_of(claim, code, actor()), actor()
    return show(
        "claims/paper.html",
        claim=claim,
        worker=claim.worker,
        line=line,
        name=_name(line.paper),
        hint=line.paper.hint if language() == "id" else line.paper.hint_en,
        opens=by.role in MAY_ACT,
        may_change=claim_papers.may_change(claim, by),
        form=form,
        status=status,
    )


def _name(paper) -> str:
    return paper.name if language() == "id" else paper.name_en
