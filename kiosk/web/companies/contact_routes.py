"""Whom one may call at a company: named, taken off the list, their number shown."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import company_contacts
from kiosk.services.companies import company_seen_by
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.companies.forms import ContactForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import PHONE_LOOKS, limiter, signed_in_person
from kiosk.web.sent import sent

company_people = Blueprint("company_people", __name__)


@company_people.route("/perusahaan/<code>/kontak", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def add(code: str):
    company, form = company_seen_by(actor(), code), ContactForm()
    if not form.is_submitted():
        return show("companies/contact.html", form=form, company=company)
    if not sent(form, lambda: _add(code, form)):
        return show("companies/contact.html", form=form, company=company, status=422)
    flash(_("%(name)s dicatat sebagai kontak.", name=form.contact_name.data), "success")
    return go_to(f"/perusahaan/{code}#contacts")


def _add(code: str, form: ContactForm) -> None:
    company_contacts.add(code=code, contact=form.contact(), client_key=form.client_key.data, by=actor())


@company_people.get("/perusahaan/<code>/kontak/<int:contact>/penghapusan")
@company_people.get("/perusahaan/<code>/kontak/<int:contact>/telepon")
@allow("petugas", "mitra", "admin", "auditor")
def after_press(code: str, contact: int):
    """The addresses that a press leaves in the browser's bar without JavaScript."""
    return go_to(f"/perusahaan/{code}#contacts")


@company_people.post("/perusahaan/<code>/kontak/<int:contact>/penghapusan")
@allow("petugas", "mitra", "admin")
def remove(code: str, contact: int):
    name = company_contacts.remove(code=code, contact_id=contact, by=actor())
    flash(_("%(name)s dihapus dari daftar kontak.", name=name), "success")
    return go_to(f"/perusahaan/{code}#contacts")


@company_people.post("/perusahaan/<code>/kontak/<int:contact>/telepon")
@allow("petugas", "mitra", "admin")
@limiter.limit(PHONE_LOOKS, key_func=signed_in_person)
def reveal_phone(code: str, contact: int):
    number = company_contacts.reveal_phone(code=code, contact_id=contact, by=actor())
    return show("companies/phone.html", fragment="lapses/_phone.html", phone=number, code=code)
