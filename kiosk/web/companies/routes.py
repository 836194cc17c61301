"""Companies that fund workers: find and register them, one company's page, what changes of it."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import companies as uses
from kiosk.services import company_changes, company_lists, company_pages, company_registration
from kiosk.services.companies import MAY_REGISTER
from kiosk.services.company_lists import CompanyLine
from kiosk.services.company_registration import LooksAlike, NpwpTaken
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.companies.forms import ChangeForm, CompanyForm, FindForm, StateForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters
from kiosk.web.sent import said, sent

companies = Blueprint("companies", __name__)
READERS = ("petugas", "mitra", "admin", "auditor")


@companies.route("/perusahaan", methods=["GET", "POST"])
@allow(*READERS, post=READERS)
@gives_form_back
def index():
    """A mitra has one company: it is shown at once. POST only finds."""
    if actor().role == "mitra":
        return _page(uses.own_code(actor()))
    form = FindForm()
    if not form.is_submitted():
        return _list(form)
    if not form.validate():
        return _list(form, status=422)
    return _list(form, found=company_lists.find(text=form.cari.data, by=actor()))


def _list(form: FindForm, status: int = 200, found: tuple[list[CompanyLine], bool] | None = None):
    filters, number = ListFilters(), page_number()
    state = filters.one_of("keadaan", company_lists.STATES)
    rows, more = found or company_lists.page_of(by=actor(), state=state, page=number)
    return show(
        "companies/index.html",
        form=form,
        rows=rows,
        found=found is not None,
        more_found=found is not None and more,
        pager=Pager(number, more and found is None),
        state=state,
        unknown=filters.unknown,
        counts=company_lists.counts(actor()),
        may_register=actor().role in MAY_REGISTER,
        status=status,
    )


@companies.route("/perusahaan/baru", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def new():
    form = CompanyForm()
    if not form.is_submitted():
        return show("companies/new.html", form=form, alike=[])
    if not form.validate():
        return show("companies/new.html", form=form, alike=[], status=422)
    try:
        code = _register(form)
    except KeyInUse:
        raise
    except NpwpTaken as refusal:
        form.npwp.errors = [said(refusal)]
        return show("companies/new.html", form=form, alike=[], taken=refusal.company, status=422)
    except LooksAlike as refusal:
        form.told_apart.errors = [said(refusal)]
        return show("companies/new.html", form=form, alike=refusal.companies, status=422)
    flash(_("Perusahaan terdaftar. Langkah berikutnya: buka batch untuk pekerjanya."), "success")
    return go_to(f"/perusahaan/{code}")


def _register(form: CompanyForm) -> str:
    return company_registration.register(
        identity=form.identity(),
        contact=form.contact(),
        told_apart=form.told_apart.data,
        client_key=form.client_key.data,
        by=actor(),
    )


@companies.get("/perusahaan/<code>")
@allow(*READERS)
def one(code: str):
    return _page(code)


def _page(code: str):
    number = page_number()
    file = company_pages.file_of(code=code, page=number, by=actor())
    pager = Pager(number, file.more_batches, path=f"/perusahaan/{file.company.code}")
    return show("companies/one.html", file=file, company=file.company, pager=pager)


@companies.route("/perusahaan/<code>/ubah", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def change(code: str):
    company = uses.company_to_change(actor(), code)
    known = (
        None if request.method == "POST" else company
    )  # what is missing in a form that was sent is missing
    form = ChangeForm(company=company, address_only=actor().role == "mitra", obj=known)
    if request.method != "POST":
        return show("companies/change.html", form=form, company=company)
    if not sent(form, lambda: _change(code, form), beside={NpwpTaken: form.npwp} if form.npwp else {}):
        return show("companies/change.html", form=form, company=company, status=422)
    flash(_("Data perusahaan disimpan."), "success")
    return go_to(f"/perusahaan/{code}")


def _change(code: str, form: ChangeForm) -> None:
    company_changes.edit(code=code, identity=form.identity(), by=actor())


@companies.route("/perusahaan/<code>/keadaan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def state(code: str):
    company = uses.company_seen_by(actor(), code)
    form = StateForm(data={"state": "closed" if company.active else "open"})
    if not form.is_submitted():
        return show("companies/state.html", form=form, company=company)
    if not sent(form, lambda: _set_state(code, form)):
        return show("companies/state.html", form=form, company=company, status=422)
    if form.state.data == "open":
        flash(_("%(name)s aktif lagi.", name=company.name), "success")
    else:
        flash(_("%(name)s tidak aktif. Yang sudah dibayar tetap berlaku.", name=company.name), "success")
    return go_to(f"/perusahaan/{code}")


def _set_state(code: str, form: StateForm) -> None:
    company_changes.set_active(
        code=code, active=form.state.data == "open", reason=form.reason.data, by=actor()
    )
