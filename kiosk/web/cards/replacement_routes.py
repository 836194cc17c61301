"""A card printed anew: the older one is void as soon as this form is sent."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import card_replacements as uses
from kiosk.services import printers
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.cards.replacement_form import ReplacementForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

card_replacements = Blueprint("card_replacements", __name__)


@card_replacements.route("/kartu/<serial>/pengganti", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def replacement(serial: str):
    form, made = ReplacementForm(), []
    if not form.is_submitted():
        return _page(serial, _blank(serial))
    if not sent(form, lambda: made.append(_replace(serial, form)), beside={uses.NoteMissing: form.note}):
        return _page(serial, form, 422)
    flash(_("Kartu lama sudah tidak berlaku. Cetak kartu yang baru di halaman ini."), "success")
    return go_to(f"/kartu/lembar/{made[0]}")


def _blank(serial: str) -> ReplacementForm:
    file = uses.file_of(serial=serial, by=actor())
    layout = printers.setting_of(actor()).layout
    return ReplacementForm(reason=uses.DATA_CHANGED if file.is_outdated else None, layout=layout)


def _replace(serial: str, form: ReplacementForm) -> str:
    return uses.replace(
        serial=serial,
        reason=form.reason.data,
        note=form.note.data,
        client_key=form.client_key.data,
        wish=form.wish(),
        by=actor(),
    )


def _page(serial: str, form: ReplacementForm, status: int = 200):
    file = uses.file_of(serial=serial, by=actor())
    return show("cards/replacement.html", form=form, file=file, status=status)
