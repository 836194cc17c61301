"""The list of a batch's people to sign: printed, laid down when it is signed, looked at, taken away."""

from flask import Blueprint, Response, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.services import batch_consent_lists, batch_consents, batches
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, page_number, pdf, show
from kiosk.web.batches.consent_forms import RemovalForm, SignedListForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

batch_consent_desk = Blueprint("batch_consents", __name__)
LOOKS = ("petugas", "mitra", "admin", "auditor")


@batch_consent_desk.get("/batch/<no>/persetujuan.pdf")
@allow(*LOOKS)
def to_sign(no: str):
    """`?bagian=2` is the second part of a long list."""
    content = batch_consent_lists.list_pdf(no=no, part=page_number(name="bagian"), by=actor())
    return pdf(content, f"persetujuan-{no}")


@batch_consent_desk.route("/batch/<no>/persetujuan", methods=["GET", "POST"])
@allow(*LOOKS)
@gives_form_back
def signed(no: str):
    form = SignedListForm()
    if not form.is_submitted():
        return _page(no, form)
    if not sent(form, lambda: _lay_down(no, form)):
        form.ask_for_files_again()
        return _page(no, form, status=422)
    flash(
        ngettext("%(num)s berkas disimpan.", "%(num)s berkas disimpan.", len(form.read)),
        "success",
    )
    return go_to(f"/batch/{no}/persetujuan")


def _lay_down(no: str, form: SignedListForm) -> None:
    batch_consents.lay_down(no=no, papers=form.read, client_key=form.client_key.data, by=actor())


@batch_consent_desk.post("/batch/<no>/persetujuan/<int:paper>")
@allow("petugas", "mitra", "admin")
def open_paper(no: str, paper: int):
    content, mimetype = batch_consents.open_paper(no=no, number=paper, by=actor())
    answer = Response(content, mimetype=mimetype)
    ending = "pdf" if mimetype == "application/pdf" else "jpg"
    answer.headers["Content-Disposition"] = f'inline; filename="persetujuan-{no}-{paper}.{ending}"'
    return answer


@batch_consent_desk.post("/batch/<no>/persetujuan/<int:paper>/pembuangan")
@allow("petugas", "mitra", "admin")
@gives_form_back
def remove(no: str, paper: int):
    form = RemovalForm()
    if not sent(form, lambda: batch_consents.remove(no=no, number=paper, why=form.why.data, by=actor())):
        return _page(no, removal=form, removed=paper, status=422)
    flash(_("Berkas dibuang."), "success")
    return go_to(f"/batch/{no}/persetujuan")


@batch_consent_desk.get("/batch/<no>/persetujuan/<int:paper>")
@batch_consent_desk.get("/batch/<no>/persetujuan/<int:paper>/pembuangan")
@allow(*LOOKS)
def after_refusal(no: str, paper: int):
    """The addresses that a press leaves in the browser's bar."""
    return go_to(f"/batch/{no}/persetujuan")


def _page(no: str, form: SignedListForm | None = None, *, removal=None, removed: int = 0, status: int = 200):
    by = actor()
    batch = batches.batch_seen_by(by, no)
    asked = batch_consent_lists.count_asked(batch)
    return show(
        "batches/consents.html",
        batch=batch,
        form=form or SignedListForm(formdata=None),
        removal=removal or RemovalForm(formdata=None),
        removed=removed,
        asked=asked,
        parts=batch_consent_lists.parts_for(asked),
        papers=batch_consents.papers_of(batch, by),
        may_change=batch_consents.may_lay_down(batch, by),
        status=status,
    )
