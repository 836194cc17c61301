"""One mandate: its page, its PDF, the copies that come with it, and its end."""

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.domain.mandates import OWN_REQUEST
from kiosk.services import (
    mandate_copies,
    mandate_documents,
    mandate_pages,
    mandate_papers,
    mandate_refusals,
    mandate_revocation_pages,
    mandate_words,
    mandates,
)
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, show
from kiosk.web.foster.mandate_paper_forms import CopiesForm, RevocationForm
from kiosk.web.foster.mandate_speech import consequence_words, copy_words, state_words
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import language
from kiosk.web.sent import sent

foster_mandates = Blueprint("foster_mandates", __name__)
foster_mandates.add_app_template_global(state_words, "mandate_state_words")
foster_mandates.add_app_template_global(copy_words, "mandate_copy_words")
LOOKS = ("donatur", "opd", "admin", "auditor")


@foster_mandates.get("/asn/kuasa/<no>")
@allow(*LOOKS)
def one(no: str):
    file = mandate_pages.file_of(no=no, by=actor())
    return show(
        "foster/mandate.html",
        file=file,
        mandate=file.mandate,
        now=mandate_words.now_in_words(file.terms, language()).rstrip(","),
        press=FlaskForm(),
    )


@foster_mandates.route("/asn/kuasa/<no>.pdf", methods=["GET", "POST"])
@allow(*LOOKS, post=LOOKS)
def document(no: str):
    """Its donor reads it; for anybody else it is a press, since whoever looks is noted."""
    if request.method != "POST" and not mandate_pages.file_of(no=no, by=actor()).own:
        return go_to(f"/asn/kuasa/{no}")
    return pdf(mandate_documents.document_of(no=no, by=actor()), f"surat-kuasa-{no}")


@foster_mandates.route("/asn/kuasa/<no>/berkas", methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def copies(no: str):
    form, file = CopiesForm(), mandate_pages.file_of(no=no, by=actor())
    if not file.may_add:
        return go_to(f"/asn/kuasa/{no}")
    if not form.is_submitted():
        return _copies(file, form)
    if not sent(form, lambda: _add(no, form)):
        form.ask_for_files_again()
        return _copies(file, form, status=422)
    flash(_("Berkas tersimpan, dengan tanda bahwa hanya untuk surat kuasa ini."), "success")
    return go_to(f"/asn/kuasa/{no}")


@foster_mandates.post("/asn/kuasa/<no>/berkas/<what>")
@allow("donatur", "opd", "admin")
def open_copy(no: str, what: str):
    """A press, since whoever looks is noted."""
    content, mimetype = mandate_papers.open_copy(no=no, what=what, by=actor())
    answer = Response(content, mimetype=mimetype)
    ending = "pdf" if mimetype == "application/pdf" else "jpg"
    answer.headers["Content-Disposition"] = f'inline; filename="{what.replace("_", "-")}-{no}.{ending}"'
    return answer


@foster_mandates.get("/asn/kuasa/<no>/berkas/<what>")
@allow(*LOOKS)
def after_opening(no: str, what: str):
    """The address that a press leaves in the browser's bar."""
    return go_to(f"/asn/kuasa/{no}")


@foster_mandates.post("/asn/kuasa/<no>/penolakan")
@allow("donatur")
def put_refusal_away(no: str):
    mandate_refusals.put_away(no=no, by=actor())
    return go_to("/asn/saya")


@foster_mandates.get("/asn/kuasa/<no>/penolakan")
@allow("donatur")
def after_putting_away(no: str):
    """The address that a press leaves in the browser's bar."""
    return go_to(f"/asn/kuasa/{no}")


@foster_mandates.route("/asn/kuasa/<no>/pencabutan", methods=["GET", "POST"])
@allow("donatur")
@gives_form_back
def end(no: str):
    """By the donor; the department has a page of its own."""
    if not mandate_pages.file_of(no=no, by=actor()).may_revoke:
        return go_to(f"/asn/kuasa/{no}")
    file = mandate_revocation_pages.file_of(no=no, by=actor())
    form = RevocationForm(choices=file.choices, words=consequence_words)
    if not form.is_submitted():
        return _end(file, form)
    if not sent(form, lambda: mandates.revoke(no=no, on=form.day, why=OWN_REQUEST, by=actor())):
        return _end(file, form, status=422)
    flash(_("Surat kuasa dicabut."), "success")
    return go_to(f"/asn/kuasa/{no}")


def _add(no: str, form: CopiesForm) -> None:
    mandate_copies.add(no=no, copies=form.copies, client_key=form.client_key.data, by=actor())


def _copies(file, form: CopiesForm, *, status: int = 200):
    words = mandate_copies.purpose_of(file.mandate.no)
    return show("foster/mandate_copies.html", file=file, form=form, words=words, status=status)


def _end(file, form: RevocationForm, *, status: int = 200):
    return show("foster/mandate_end.html", file=file, form=form, status=status)
