"""Rosters of departments come in, are looked at and explained; that of the whole city too."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import (
    staff_import_columns,
    staff_import_files,
    staff_import_lists,
    staff_imports,
    staff_samples,
)
from kiosk.services.staff_import_columns import RosterColumns
from kiosk.services.staff_import_files import CITY
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, xlsx
from kiosk.web.batches.column_forms import ColumnsForm, columns_form, place_in
from kiosk.web.departments.roster_desk import roster_desk
from kiosk.web.departments.roster_forms import RosterForm
from kiosk.web.departments.roster_page import roster_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.sent import said, sent


@roster_desk.route("/opd/pegawai", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def of_the_city():
    return _uploads(CITY)


@roster_desk.route("/opd/<code>/pegawai", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def uploads(code: str):
    return _uploads(code)


@roster_desk.get("/opd/pegawai/contoh.xlsx")
@allow("opd", "admin", "auditor")
def sample():
    return xlsx(staff_samples.sample(), "contoh-daftar-pegawai")


@roster_desk.get("/opd/<code>/pegawai/<no>")
@allow("opd", "admin", "auditor")
def roster(code: str, no: str):
    """The whole page, or what htmx polls while the worker is at it."""
    return roster_page(code, no)


def _uploads(code: str):
    form = RosterForm()
    if not form.is_submitted():
        return _uploads_page(code, form)
    made: list[str] = []
    if not sent(
        form, lambda: made.append(_send_in(code, form)), beside={staff_imports.RosterRefused: form.sheet}
    ):
        return _uploads_page(code, form, 422)
    return go_to(f"/opd/{code}/pegawai/{made[0]}")


def _send_in(code: str, form: RosterForm) -> str:
    """The same bytes as before lead to what became of them."""
    try:
        return staff_imports.upload(code=code, sheet=form.sent, client_key=form.client_key.data, by=actor())
    except staff_imports.SameRoster as same:
        flash(said(same), "soon")
        return same.no


def _uploads_page(code: str, form: RosterForm, status: int = 200):
    number = page_number()
    opd, rows, follows = staff_import_lists.rosters_of(code=code, page=number, by=actor())
    return show(
        "departments/rosters.html",
        form=form,
        opd=opd,
        code=code,
        here="/opd/pegawai" if code == CITY else f"/opd/{code}/pegawai",
        rows=rows,
        asked=staff_import_lists.moves_asked(opd),
        may_answer=staff_import_files.may_change(actor()),
        pager=Pager(number, follows),
        status=status,
    )


@roster_desk.route("/opd/<code>/pegawai/<no>/kolom", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person)
@gives_form_back
def columns(code: str, no: str):
    place = place_in(request.form if request.method == "POST" else request.args)
    file = staff_import_columns.columns_of(code=code, no=no, place=place, by=actor())
    elsewhere = file.preview is None and place is not None
    if elsewhere:
        flash(_("Di baris itu tidak ada judul kolom. Pilih baris lain yang berisi judul."), "act")
        file = staff_import_columns.columns_of(code=code, no=no, place=None, by=actor())
    form = columns_form(file.preview) if file.preview else None
    if request.method != "POST" or form is None or elsewhere:
        return _columns_page(code, file, form, 422 if request.method == "POST" else 200)
    if not sent(form, lambda: _settle(code, file, form)):
        return _columns_page(code, file, form, 422)
    flash(_("Arti kolom disimpan, dan daftarnya dibaca."), "success")
    return go_to(f"/opd/{code}/pegawai/{no}")


def _settle(code: str, file: RosterColumns, form: ColumnsForm) -> None:
    staff_import_columns.settle(
        code=code,
        no=file.staff_import.no,
        found=file.preview,
        fields=form.fields,
        client_key=form.client_key.data,
        by=actor(),
    )


def _columns_page(code: str, file: RosterColumns, form: ColumnsForm | None, status: int):
    return show(
        "departments/roster_columns.html",
        file=file,
        up=f"/opd/{code}/pegawai/{file.staff_import.no}",
        preview=file.preview,
        form=form,
        status=status,
    )
