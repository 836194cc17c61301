"""Lists of the extreme poor: those that came, a new one, one with its rows, its columns, its withdrawal."""

from flask import flash, request
from flask_babel import gettext as _

from kiosk.services import (
    poverty_columns,
    poverty_list_files,
    poverty_list_pages,
    poverty_lists,
    poverty_withdrawing,
)
from kiosk.services.poverty_columns import ListColumns
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.batches.column_forms import ColumnsForm, columns_form, place_in
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.poverty.desk import poverty_desk
from kiosk.web.poverty.forms import NewListForm, WithdrawalForm
from kiosk.web.poverty.list_page import list_page
from kiosk.web.sent import said, sent

HERE = "/program/miskin"


@poverty_desk.get(HERE)
@allow("admin", "auditor")
def lists():
    number = page_number()
    rows, follows = poverty_list_pages.lists(page=number)
    may_change = poverty_list_files.may_change(actor())
    return show("poverty/lists.html", rows=rows, may_change=may_change, pager=Pager(number, follows))


@poverty_desk.route(f"{HERE}/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    form, made = NewListForm(), []
    if not form.is_submitted():
        return show("poverty/new.html", form=form)
    beside = {poverty_lists.ListRefused: form.sheet, poverty_lists.DayRefused: form.as_of}
    if not sent(form, lambda: made.append(_send_in(form)), beside=beside):
        return show("poverty/new.html", form=form, status=422)
    return go_to(f"{HERE}/{made[0]}")


def _send_in(form: NewListForm) -> str:
    """The same bytes as before lead to what became of them."""
    try:
        return poverty_lists.upload(wish=form.wish, client_key=form.client_key.data, by=actor())
    except poverty_lists.SameList as same:
        flash(said(same), "soon")
        return same.no


@poverty_desk.get(f"{HERE}/<no>")
@allow("admin", "auditor")
def one(no: str):
    """The whole page, or what htmx polls while the worker is at it."""
    return list_page(no)


@poverty_desk.route(f"{HERE}/<no>/penarikan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def withdrawal(no: str):
    form, here = WithdrawalForm(), f"{HERE}/{no}"
    if not form.is_submitted():
        return _withdrawal_page(no, form)
    if not sent(form, lambda: _withdraw(no, form)):
        return _withdrawal_page(no, form, 422)
    flash(
        _("Daftar %(no)s ditarik. Tanda pada orangnya, nama, NIK, dan berkasnya sedang dihapus.", no=no),
        "success",
    )
    return go_to(here)


def _withdraw(no: str, form: WithdrawalForm) -> None:
    poverty_withdrawing.withdraw(no=no, why=form.reason.data, client_key=form.client_key.data, by=actor())


def _withdrawal_page(no: str, form: WithdrawalForm, status: int = 200):
    file = poverty_list_pages.file_of(no=no, by=actor())
    return show("poverty/withdrawal.html", file=file, form=form, here=f"{HERE}/{no}", status=status)


@poverty_desk.route(f"{HERE}/<no>/kolom", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person)
@gives_form_back
def columns(no: str):
    place = place_in(request.form if request.method == "POST" else request.args)
    file = poverty_columns.columns_of(no=no, place=place, by=actor())
    elsewhere = file.preview is None and place is not None
    if elsewhere:
        flash(_("Di baris itu tidak ada judul kolom. Pilih baris lain yang berisi judul."), "act")
        file = poverty_columns.columns_of(no=no, place=None, by=actor())
    form = columns_form(file.preview) if file.preview else None
    if request.method != "POST" or form is None or elsewhere:
        return _columns_page(file, form, 422 if request.method == "POST" else 200)
    if not sent(form, lambda: _settle(file, form)):
        return _columns_page(file, form, 422)
    flash(_("Arti kolom disimpan, dan daftarnya dibaca."), "success")
    return go_to(f"{HERE}/{no}")


def _settle(file: ListColumns, form: ColumnsForm) -> None:
    poverty_columns.settle(
        no=file.poverty_list.no,
        found=file.preview,
        fields=form.fields,
        client_key=form.client_key.data,
        by=actor(),
    )


def _columns_page(file: ListColumns, form: ColumnsForm | None, status: int):
    up = f"{HERE}/{file.poverty_list.no}"
    return show("poverty/columns.html", file=file, up=up, preview=file.preview, form=form, status=status)
