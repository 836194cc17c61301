"""The printer of one's place: what it prints on, how it turns and shifts paper, and the page to measure it by."""

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _

from kiosk.services import printers as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import with_filters
from kiosk.web.printers.forms import PrinterForm

printers = Blueprint("printers", __name__)
PATH = "/kartu/printer"


@printers.route(PATH, methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def printer():
    place = _place()
    if request.method == "GET":
        return _page(place, PrinterForm(obj=uses.setting_of(actor(), place.code)))
    form = PrinterForm()
    if not form.validate():
        return _page(place, form, 422)
    if uses.keep(place=place, wish=form.wish(), by=actor()):
        flash(_("Setelan printer disimpan. Cetak lembar uji sekali lagi untuk memastikannya."), "success")
    else:
        flash(_("Setelan printer memang sudah begitu; tidak ada yang berubah."), "info")
    return go_to(_address(PATH, place))


@printers.get(f"{PATH}/uji.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def alignment_page():
    layout = request.args.get("kertas", "")
    layout = layout if layout in uses.LAYOUTS else ""
    answer = Response(
        uses.alignment_page(place=_place(), layout=layout, by=actor()), mimetype="application/pdf"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="lembar-uji-printer.pdf"'
    return answer


def _place() -> uses.Place:
    return uses.place_seen_by(actor(), request.args.get("pos", ""))


def _page(place: uses.Place, form: PrinterForm, status: int = 200):
    return show(
        "printers/one.html",
        form=form,
        place=place,
        setting=uses.setting_of(actor(), place.code),
        choices=uses.choices_for(actor()),
        address=_address(PATH, place),
        test_pages={code: _address(f"{PATH}/uji.pdf", place, kertas=code) for code in uses.LAYOUTS},
        status=status,
    )


def _address(path: str, place: uses.Place, **more: str) -> str:
    return with_filters(path, {"pos": place.post, **more})
