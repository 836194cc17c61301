"""The printer of one's place: what it prints on, how it turns and shifts paper, and the page to measure it by."""

from flask import Blueprint, flash, request
from flask_babel import gettext
from flask_babel import gettext as _

from kiosk.services import printers as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, pdf, show
from kiosk.web.cards.layout_words import LAYOUT_WORDS
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import with_filters
from kiosk.web.page_context import language
from kiosk.web.printers.forms import PrinterForm

printers = Blueprint("printers", __name__)
PATH = "/kartu/printer"


@printers.route(PATH, methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def printer():
    place = _place()
    setting = uses.setting_of(actor(), place.code, _layout())
    form = PrinterForm(obj=setting)
    if not form.is_submitted():
        return _page(place, setting, form)
    if not form.validate():
        return _page(place, setting, form, 422)
    if uses.keep(place=place, wish=form.wish(setting.layout), by=actor()):
        flash(_("Setelan printer disimpan. Cetak lembar uji sekali lagi untuk memastikannya."), "success")
    else:
        flash(_("Setelan printer memang sudah begitu; tidak ada yang berubah."), "info")
    return go_to(_address(PATH, place, kertas=setting.layout))


@printers.get(f"{PATH}/uji.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def alignment_page():
    page = uses.alignment_page(
        place=_place(), layout=_layout(), by=actor(), language=language(), translate=gettext
    )
    return pdf(page, "lembar-uji-printer")


def _place() -> uses.Place:
    return uses.place_seen_by(actor(), request.args.get("pos", ""))


def _layout() -> str | None:
    """Whose setting; None for what is usual there."""
    layout = request.args.get("kertas", "")
    return layout if layout in uses.LAYOUTS else None


def _page(place: uses.Place, setting, form: PrinterForm, status: int = 200):
    return show(
        "printers/one.html",
        form=form,
        place=place,
        setting=setting,
        choices=uses.choices_for(actor()),
        address=_address(PATH, place, kertas=setting.layout),
        papers=[(code, words, _address(PATH, place, kertas=code)) for code, words in LAYOUT_WORDS.items()],
        test_page=_address(f"{PATH}/uji.pdf", place, kertas=setting.layout),
        status=status,
    )


def _address(path: str, place: uses.Place, **more: str) -> str:
    return with_filters(path, {"pos": place.post, **more})
