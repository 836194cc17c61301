"""Presses on the rows of a batch: left out, taken back, months left over taken; the wrong ones fetched as a sheet."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.files.fault_sheets import REMEDY
from kiosk.services import batch_fault_sheets, batch_free_taking, batch_left_out
from kiosk.services.acting import NotThere
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, xlsx
from kiosk.web.batches.page import batch_page
from kiosk.web.batches.row_routes import ROW
from kiosk.web.batches.rows_part import list_asked_for
from kiosk.web.bills.forms import PressForm
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.page_context import sentence
from kiosk.web.sent import sent

row_presses = Blueprint("row_presses", __name__)


@row_presses.get(f"{ROW}/pengecualian")
@row_presses.get(f"{ROW}/pengembalian")
@allow("petugas", "mitra", "admin", "auditor")
def after_press(no: str, row: int):
    """The addresses that a press leaves in the browser's bar."""
    return go_to(f"/batch/{no}/baris/{row}")


@row_presses.post(f"{ROW}/pengecualian")
@allow("petugas", "mitra", "admin")
def leave_out(no: str, row: int):
    batch_left_out.leave_out(no=no, row_id=row, by=actor())
    flash(
        _("Baris itu ditinggalkan. Ia dapat dikembalikan kapan saja dari daftar yang ditinggalkan."),
        "success",
    )
    return go_to(f"/batch/{no}{list_asked_for().query}")


@row_presses.post(f"{ROW}/pengembalian")
@allow("petugas", "mitra", "admin")
def take_back(no: str, row: int):
    batch_left_out.take_back(no=no, row_id=row, by=actor())
    return go_to(f"/batch/{no}/baris/{row}")


@row_presses.get("/batch/<no>/bulan-kosong")
@allow("petugas", "mitra", "admin", "auditor")
def after_taking(no: str):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/batch/{no}?keadaan=funded")


@row_presses.post("/batch/<no>/bulan-kosong")
@allow("petugas", "mitra", "admin")
def take_free_months(no: str):
    form, row = PressForm(), request.form.get("row", "")
    taken: list[tuple[int, int]] = []
    done = sent(
        form,
        lambda: taken.append(
            batch_free_taking.take_free_months(
                no=no, row_id=_row_id(row), client_key=form.client_key.data, by=actor()
            )
        ),
    )
    if not done:
        for words in [*form.form_errors, *form.client_key.errors]:
            flash(words, "act")
        return batch_page(no, status=422)
    people, months = taken[0]
    flash(
        _("%(people)s orang masuk untuk %(months)s bulan yang masih kosong.", people=people, months=months),
        "success",
    )
    return go_to(f"/batch/{no}")


def _row_id(text: str) -> int | None:
    """Raises NotThere for what is no row's number."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotThere
    return int(text)


@row_presses.get("/batch/<no>/galat.xlsx")
@allow("petugas", "mitra", "admin")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person)
def fault_sheet(no: str):
    content = batch_fault_sheets.fault_sheet(
        no=no,
        upload_id=_row_id(request.args.get("lembar", "")),
        remedy=_(REMEDY),
        say=sentence,
        by=actor(),
    )
    return xlsx(content, f"galat-{no}")
