"""One card at the counter: handed over, not handed over, waiting elsewhere, taken back."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.files.pictures import data_url
from kiosk.services import (
    handover_pages,
    handover_pickups,
    handover_tries,
    handover_undo,
    handovers,
    settings,
)
from kiosk.services.handover_words import DIED, NO_CONSENT
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
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
        return _page(serial)
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
        return _page(serial, hand_form=form)
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
        return _page(serial, back_form=form)
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
        return _page(serial, try_form=form)
    if form.reason.data == NO_CONSENT:
        return _on_to_withdrawal(serial)
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
        return _page(serial, pickup_form=form)
    flash(
        _(
            "Kartu %(serial)s sekarang diambil di %(post)s. Kirimkan kartunya ke sana.",
            serial=serial,
            post=moved[0].name,
        ),
        "success",
    )
    return go_to(PATH)


@card_handovers.get("/kartu/<serial>/serah-terima/pembatalan")
@card_handovers.get("/kartu/<serial>/belum-diserahkan")
@card_handovers.get("/kartu/<serial>/tempat-ambil")
@allow("petugas", "mitra", "admin", "auditor")
def after_refusal(serial: str):
    """The address that a refused form leaves in the browser's bar."""
    return go_to(f"/kartu/{serial}/serah-terima")


def _on_to_withdrawal(serial: str):
    """Whoever does not agree leaves the batch there. Where it may not be opened, the card's page says who does it."""
    file = handover_pages.file_of(serial=serial, by=actor())
    if not file.may_withdraw:
        return go_to(f"/kartu/{serial}/serah-terima")
    flash(_("Dicatat. Bacakan akibatnya, lalu tarik persetujuannya: baru sesudah itu ia keluar."), "soon")
    return go_to(f"/pekerja/{file.card.worker.reg_no}/penarikan-persetujuan?dari=serah-terima")


def _after_a_death() -> str:
    return _(
        "Minta keluarganya melapor ke BPJS Ketenagakerjaan, telepon %(number)s: ahli waris mungkin berhak atas "
        "santunan. Kartunya tetap disimpan di pos.",
        number=settings.setting("call_centre"),
    )


def _page(serial: str, **back: FlaskForm):
    """As the card is now. `back`: the form that was sent and is wrong, by its name there; the others are blank."""
    file = handover_pages.file_of(serial=serial, by=actor())
    blank = {
        "hand_form": lambda: HandoverForm(asks=file.asks, formdata=None),
        "try_form": lambda: TryForm(formdata=None),
        "pickup_form": lambda: PickupForm(formdata=None),
        "back_form": lambda: TakeBackForm(formdata=None),
    }
    return show(
        "handovers/one.html",
        file=file,
        scan=ScanForm(formdata=None),
        fresh=request.args.get("baru") == "1",
        signature=data_url(file.signature, "image/png") if file.signature else "",
        form=next(iter(back.values()), None),
        status=422 if back else 200,
        **{name: back.get(name) or make() for name, make in blank.items()},
    )
