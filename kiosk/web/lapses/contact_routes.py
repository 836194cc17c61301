"""One person whose cover ends: the number to call, the words to send, and what came of it."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services import lapse_contacts, lapse_people, one_worker
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, page_number, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.lapses.filters import PATH, LapseFilters
from kiosk.web.lapses.forms import ContactForm
from kiosk.web.limits import PHONE_LOOKS, PHONES_AN_HOUR, limiter, signed_in_person, too_many
from kiosk.web.list_filters import back_to, fields_in
from kiosk.web.sent import sent

TOO_MANY_PHONES = N_(
    "Dalam satu jam ini sudah banyak sekali nomor HP yang dibuka dengan akun Anda. Hubungi dulu mereka, lalu buka "
    "nomor berikutnya satu jam lagi."
)

lapse_contact_desk = Blueprint("lapse_contacts", __name__)


@lapse_contact_desk.app_template_global()
def contact_outcome(code: str) -> str:
    return _(lapse_contacts.OUTCOMES[code]) if code in lapse_contacts.OUTCOMES else code


@lapse_contact_desk.route(f"{PATH}/<reg_no>/dihubungi", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def contact(reg_no: str):
    form = ContactForm()
    if not form.is_submitted():
        return _page(reg_no, form)
    done = sent(
        form,
        lambda: lapse_contacts.note_contact(
            reg_no=reg_no,
            outcome=form.outcome.data,
            note=form.note.data,
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return _page(reg_no, form, 422)
    flash(_("Dicatat: %(outcome)s.", outcome=contact_outcome(form.outcome.data)), "success")
    return go_to(_list_of(fields_in(form.filters.data)))


def _list_of(fields: dict[str, str]) -> str:
    """The page of the list on which the form stood."""
    return back_to(PATH, LapseFilters(actor(), fields).chosen, page_number(fields))


def _page(reg_no: str, form: ContactForm, status: int = 200):
    by = actor()
    worker = one_worker.current_seen_by(by, one_worker.numbered(reg_no))
    lists = lapse_contacts.lists_of(worker, by)
    return show(
        "lapses/contact.html",
        worker=worker,
        form=form,
        lists={which: lapse_people.standing_of(worker, last, which, by) for which, last in lists.items()},
        contacts=lapse_contacts.contacts_of(worker),
        may_call=by.role in lapse_contacts.MAY_CALL,
        status=status,
    )


@lapse_contact_desk.get("/pekerja/<reg_no>/telepon")
@allow("petugas", "admin", "auditor")
def after_phone(reg_no: str):
    """The address that the press leaves in the browser's bar without JavaScript."""
    return go_to(f"/pekerja/{reg_no}")


@lapse_contact_desk.post("/pekerja/<reg_no>/telepon")
@allow("petugas", "admin")
@limiter.limit(PHONE_LOOKS, key_func=signed_in_person)
def reveal_phone(reg_no: str):
    if too_many(PHONES_AN_HOUR, "phone"):
        raise Refused(TOO_MANY_PHONES)
    number = lapse_contacts.reveal_phone(reg_no=reg_no, by=actor())
    return show("lapses/phone.html", fragment="lapses/_phone.html", phone=number, reg_no=reg_no)
