"""A company's batch: open it with its sheet, see what became of every row, print its cards."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import batch_cards, batch_lists, batch_pages, batch_sheets, companies, post_openings
from kiosk.services import batches as uses
from kiosk.services import bills as making_bills
from kiosk.services.acting import Refused
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, xlsx
from kiosk.web.batches.forms import BatchForm, SheetForm
from kiosk.web.batches.page import batch_page
from kiosk.web.bills.forms import BatchBillForm
from kiosk.web.cards.print_options import PrintOptions
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

batches = Blueprint("batches", __name__)


@batches.get("/batch")
@allow("petugas", "mitra", "admin", "auditor")
def index():
    number = page_number()
    rows, follows = batch_lists.page_of(by=actor(), page=number)
    return show("batches/index.html", rows=rows, pager=Pager(number, follows))


@batches.route("/batch/baru", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def new():
    by = actor()
    form = BatchForm(
        companies=() if by.role == "mitra" else companies.choices_for(by),
        posts=post_openings.posts_for(by),
        post_of_today=by.post.code if by.post else "",
    )
    if not form.is_submitted():
        form.for_company(companies.id_of(request.args.get("perusahaan", ""), by))
        return show("batches/new.html", form=form)
    if not form.validate():
        return show("batches/new.html", form=form, status=422)
    try:
        no = uses.open_batch(wish=form.wish(), client_key=form.client_key.data, by=by)
    except KeyInUse:
        raise
    except Refused as refusal:
        field = form.sheet if isinstance(refusal, batch_sheets.SheetRefused) else form.name
        field.errors = [_(refusal.message) % refusal.params]
        return show("batches/new.html", form=form, status=422)
    return go_to(f"/batch/{no}")


@batches.get("/batch/contoh.xlsx")
@allow("petugas", "mitra", "admin", "auditor")
def template():
    return xlsx(batch_sheets.template(), "contoh-lembar-pekerja")


@batches.get("/batch/<no>")
@allow("petugas", "mitra", "admin", "auditor")
def one(no: str):
    return batch_page(no, SheetForm())


@batches.post("/batch/<no>/lembar")
@allow("petugas", "mitra", "admin")
@gives_form_back
def add_sheet(no: str):
    form = SheetForm()
    if not form.validate():
        return batch_page(no, form, status=422, whole=True)
    try:
        uses.add_sheet(no=no, sheet=form.content(), client_key=form.client_key.data, by=actor())
    except KeyInUse:
        raise
    except Refused as refusal:
        form.sheet.errors = [_(refusal.message) % refusal.params]
        return batch_page(no, form, status=422, whole=True)
    return go_to(f"/batch/{no}")


@batches.get("/batch/<no>/lembar")
@batches.get("/batch/<no>/tagihan")
@allow("petugas", "mitra", "admin", "auditor")
def after_refusal(no: str):
    """The addresses that a refused form leaves in the browser's bar."""
    return go_to(f"/batch/{no}")


@batches.post("/batch/<no>/tagihan")
@allow("mitra", "admin")
@gives_form_back
def bill(no: str):
    form = BatchBillForm()
    bills: list[str] = []
    if sent(form, lambda: bills.append(_bill(no, form))):
        return go_to(f"/tagihan/{bills[0]}")
    for words in [*form.form_errors, *form.client_key.errors, *form.refused.errors]:
        flash(words, "act")
    return batch_page(no, status=422)


def _bill(no: str, form: BatchBillForm) -> str:
    return making_bills.bill_batch(
        no=no, client_key=form.client_key.data, refused=form.refused.data or "", by=actor()
    )


@batches.get("/batch/<no>/kartu")
@allow("petugas", "mitra", "admin", "auditor")
def cards(no: str):
    file = batch_pages.file_of(no=no, by=actor())
    made, options = batch_cards.cards_of(file.batch, actor()), PrintOptions.for_list(actor())
    runs = batch_cards.open_runs_of(file.batch, actor()) if made.under_way else []
    return show("batches/cards.html", file=file, cards=made, runs=runs, options=options)
