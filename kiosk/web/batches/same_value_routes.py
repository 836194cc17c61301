"""What a value means that many wrong rows have: chosen once for all of them."""

from collections import Counter

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import batch_same_mending as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show, wants_fragment
from kiosk.web.batches.forms import SheetForm
from kiosk.web.batches.page import batch_page
from kiosk.web.batches.rows_part import list_asked_for
from kiosk.web.batches.same_value_forms import FORMS
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

same_values = Blueprint("batch_same_values", __name__)
ADDRESS = "/batch/<no>/baris-sama"


@same_values.get(ADDRESS)
@allow("petugas", "mitra", "admin", "auditor")
def progress(no: str):
    """What the list of a kind polls while its rows are mended; at the end it is loaded anew."""
    asked = list_asked_for()
    batch, job = uses.progress_of(no=no, code=asked.fault, by=actor())
    if not wants_fragment() or job is None or job.state == "failed":
        return go_to(f"/batch/{no}{asked.query}")
    return show("batches/_same_work.html", batch=batch, same_job=job, row_list=asked)


@same_values.post(ADDRESS)
@allow("petugas", "mitra", "admin")
@gives_form_back
def mend_all(no: str):
    asked, done = list_asked_for(), []
    if asked.fault not in FORMS:
        nothing = SheetForm(formdata=None)
        nothing.form_errors.append(_("Pilih dulu jenis kesalahannya, lalu isian yang sama."))
        return batch_page(no, nothing, status=422, whole=True)
    form = FORMS[asked.fault]()
    act = lambda: done.append(  # noqa: E731
        uses.mend_all(
            no=no,
            code=asked.fault,
            written=form.written.data or "",
            choice=form.choice.data or "",
            client_key=form.client_key.data,
            by=actor(),
        )
    )
    if not sent(form, act, beside={uses.NoneChosen: form.choice}):
        for words in [*form.form_errors, *form.client_key.errors]:
            flash(words, "act")  # above all: the value may be gone from the list, and its form with it
        return batch_page(no, status=422, whole=True, same_sent=form)
    flash(_words(done[0]), "success")
    return go_to(f"/batch/{no}{asked.query}")


def _words(states: Counter | None) -> str:
    if states is None:
        return _("Pilihan itu sedang dipasang pada semua barisnya. Halaman ini boleh ditutup.")
    if not states["wrong"]:
        return _("Pilihan itu dipasang: %(rows)s baris sudah benar.", rows=states.total())
    return _(
        "Pilihan itu dipasang pada %(rows)s baris. %(wrong)s di antaranya masih perlu diperbaiki karena hal lain.",
        rows=states.total(),
        wrong=states["wrong"],
    )
