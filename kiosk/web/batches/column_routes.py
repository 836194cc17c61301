"""What the columns of a company's sheets hold: said once for one sheet, remembered, listed, forgotten."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.files.sheet_headings import MEANINGS
from kiosk.services import batch_column_pages, batch_columns, column_maps, same_sheets
from kiosk.services.acting import Refused
from kiosk.services.batch_column_pages import ColumnsFile
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.batches.column_forms import ColumnsForm, columns_form, place_in
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.sent import said, sent

sheet_columns = Blueprint("sheet_columns", __name__)


@sheet_columns.route("/batch/<no>/kolom/<int:upload>", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person)
@gives_form_back
def columns(no: str, upload: int):
    place = place_in(request.form if request.method == "POST" else request.args)
    file = batch_column_pages.columns_of(no=no, number=upload, place=place, by=actor())
    elsewhere = file.preview is None and place is not None
    if elsewhere:
        flash(_("Di baris itu tidak ada judul kolom. Pilih baris lain yang berisi judul."), "act")
        file = batch_column_pages.columns_of(no=no, number=upload, place=None, by=actor())
    form = columns_form(file.preview) if file.preview else None
    if request.method != "POST" or form is None or elsewhere:
        return _page(file, form, status=422 if request.method == "POST" else 200)
    if not sent(form, lambda: _settle(file, form)):
        return _page(file, form, status=422)
    flash(_("Arti kolom disimpan untuk perusahaan ini, dan lembarnya dibaca lagi."), "success")
    return go_to(f"/batch/{no}")


def _settle(file: ColumnsFile, form: ColumnsForm) -> None:
    batch_columns.settle(
        no=file.batch.no,
        number=file.upload.id,
        found=file.preview,
        fields=form.fields,
        client_key=form.client_key.data,
        by=actor(),
    )


def _page(file: ColumnsFile, form: ColumnsForm | None, status: int = 200):
    return show(
        "batches/columns.html",
        file=file,
        batch=file.batch,
        upload=file.upload,
        preview=file.preview,
        form=form,
        status=status,
    )


@sheet_columns.get("/batch/<no>/kolom/<int:upload>/penyingkiran")
@allow("petugas", "mitra", "admin", "auditor")
def after_setting_aside(no: str, upload: int):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/batch/{no}/kolom/{upload}")


@sheet_columns.post("/batch/<no>/kolom/<int:upload>/penyingkiran")
@allow("petugas", "mitra", "admin")
def set_aside(no: str, upload: int):
    try:
        batch_columns.set_aside(no=no, number=upload, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
    else:
        flash(_("Lembar itu disingkirkan; tidak ada barisnya yang masuk ke batch ini."), "success")
    return go_to(f"/batch/{no}")


@sheet_columns.post("/batch/lembar-sama")
@allow("petugas", "mitra", "admin")
def same_sheet():
    """A piece of the page on which a sheet is chosen; by POST, so that nothing of it stays in an address."""
    found = same_sheets.batches_with(sha256=request.form.get("sha256", ""), by=actor())
    return show("batches/_same_sheet.html", batches=found)


@sheet_columns.get("/perusahaan/<code>/kolom")
@allow("petugas", "mitra", "admin", "auditor")
def remembered(code: str):
    by = actor()
    company, headings = column_maps.list_of(code=code, by=by)
    may_forget = column_maps.may_forget(company, by)
    return show(
        "batches/remembered_columns.html",
        company=company,
        headings=headings,
        meanings=MEANINGS,
        may_forget=may_forget,
    )


@sheet_columns.post("/perusahaan/<code>/kolom/<int:number>/penghapusan")
@allow("petugas", "mitra", "admin")
def forget(code: str, number: int):
    heading = column_maps.forget(code=code, number=number, by=actor())
    flash(_("Judul “%(heading)s” dilupakan.", heading=heading), "success")
    return go_to(f"/perusahaan/{code}/kolom")
