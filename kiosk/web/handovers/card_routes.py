"""One card at the counter: handed over, not handed over, waiting elsewhere, taken back."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.files.pictures import data_url
from kiosk.services import (
    handover_pages,
    handover_pickups,
    handover_tries,
    handover_undo,
    handovers,
    settings,
)
from kiosk.services.handover_words import DIED
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.cards.void_words import void_words
from kiosk.web.handovers.filters import PATH
from kiosk.web.handovers.forms import PickupForm, ScanForm, TakeBackForm, TryForm
from kiosk.web.handovers.receiver_form import HandoverForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

card_handovers = Blueprint("card_handovers", __name__)


@card_handovers.route("/kartu/<serial>/serah-terima", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def hand_over(serial: str):
    file = handover_pages.file_of(serial=serial, by=actor())
    form = HandoverForm(asks=file.asks)
    if not form.is_submitted():
        return _page(serial, hand_form=form)
    done = sent(
        form,
        lambda: handovers.hand_over(
            serial=serial,
            receiver=form.taken_by(),
            agreed=form.agreed(),
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return _page(serial, form=form, hand_form=form, status=422)
    return go_to(f"/kartu/{serial}/serah-terima?baru=1")


@card_handovers.post("/kartu/<serial>/serah-terima/pembatalan")
@allow("petugas", "mitra", "admin")
@gives_form_back
def take_back(serial: str):
    form = TakeBackForm()
    done = sent(
        form,
        lambda: handover_undo.take_back(
            serial=serial, reason=form.reason.data, client_key=form.client_key.data, by=actor()
        ),
    )
    if not done:
        return _page(serial, form=form, back_form=form, status=422)
    flash(_("Penyerahan dibatalkan. Kartu ini menunggu lagi."), "success")
    return go_to(f"/kartu/{serial}/serah-terima")


@card_handovers.post("/kartu/<serial>/belum-diserahkan")
@allow("petugas", "mitra", "admin")
@gives_form_back
def note_try(serial: str):
    form = TryForm()
    done = sent(
        form,
        lambda: handover_tries.note_try(
            serial=serial,
            reason=form.reason.data,
            note=form.note.data,
            client_key=form.client_key.data,
            by=actor(),
        ),
    )
    if not done:
        return _page(serial, form=form, try_form=form, status=422)
    flash(_("Dicatat. Kartu ini tetap menunggu."), "success")
    if form.reason.data == DIED:
        flash(_after_a_death(), "soon")
    return go_to(f"/kartu/{serial}/serah-terima?baru=1")


@card_handovers.post("/kartu/<serial>/tempat-ambil")
@allow("petugas", "mitra", "admin")
@gives_form_back
def pickup(serial: str):
    form, moved = PickupForm(), []
    done = sent(
        form,
        lambda: moved.append(handover_pickups.move(serial=serial, post_code=form.post.data, by=actor())),
    )
    if not done:
        return _page(serial, form=form, pickup_form=form, status=422)
    flash(
        _(
            "Kartu %(serial)s sekarang diambil di %(post)s. Kirimkan kartunya ke sana.",
            serial=serial,
            post=moved[0].name,
        ),
        "success",
    )
    return go_to(PATH)


def _after_a_death() -> str:
    return _(
        "Minta keluarganya melapor ke BPJS Ketenagakerjaan, telepon %(number)s: ahli waris mungkin berhak atas "
        "santunan. Kartunya tetap disimpan di pos.",
        number=settings.setting("call_centre"),
    )


def _page(serial: str, status: int = 200, **forms):
    """As the card is now; forms that were not sent stand blank."""
    file = handover_pages.file_of(serial=serial, by=actor())
    blank = {
        "hand_form": lambda: HandoverForm(asks=file.asks, formdata=None),
        "try_form": lambda: TryForm(formdata=None),
        "pickup_form": lambda: PickupForm(formdata=None),
        "back_form": lambda: TakeBackForm(formdata=None),
    }
    made = {name: forms.get(name) or make() for name, make in blank.items()}
    return show(
        "handovers/one.html",
        file=file,
        scan=ScanForm(formdata=None),
        fresh=request.args.get("baru") == "1",
        void_words=void_words,
        signature=data_url(file.signature, "image/png") if file.signature else "",
        form=forms.get("form"),
        status=status,
        **made,
    )
