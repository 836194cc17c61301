"""What has been typed and not sent: kept every few seconds (draft.js) or by a press, and thrown away."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.domain.clock import local
from kiosk.domain.words import clock_time
from kiosk.services import drafts as uses
from kiosk.services.acting import NotThere
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.errors import answer_fault
from kiosk.web.once_field import RELOAD, client_key_field

PLAIN_TEXT = {"Content-Type": "text/plain; charset=utf-8"}

drafts = Blueprint("drafts", __name__)


class DraftForm(FlaskForm):
    """Only the key is judged: what is half typed may be wrong."""

    client_key = client_key_field()


@drafts.post("/pekerja/baru/draf")
@allow("petugas", "mitra", "admin")
def keep():
    """For the script 200 with the words beside the button, 204 where there was nothing to keep."""
    form = DraftForm()
    if not form.validate():
        return answer_fault(422, str(RELOAD))
    kept_at = uses.keep(client_key=form.client_key.data, fields=request.form, by=actor())
    if request.headers.get("X-Requested-With") == "fetch":
        return (_kept_words(kept_at), 200, PLAIN_TEXT) if kept_at else ("", 204)
    if not kept_at:
        return answer_fault(
            422,
            _(
                "Belum ada yang perlu disimpan sementara: belum ada yang diisi, atau formulirnya sudah dikirim."
            ),
        )
    flash(_kept_words(kept_at) + ".", "success")
    return go_to("/pekerja/baru")


def _kept_words(kept_at) -> str:
    return _("Tersimpan sementara pukul %(time)s", time=clock_time(local(kept_at)))


@drafts.post("/pekerja/baru/draf/pembuangan")
@allow("petugas", "mitra", "admin")
def discard():
    form = DraftForm()
    if not form.validate():
        return answer_fault(422, str(RELOAD))
    try:
        uses.discard(client_key=form.client_key.data, by=actor())
    except NotThere:
        return answer_fault(404, _("Isian itu sudah tidak ada: sudah dikirim atau sudah dibuang."))
    flash(_("Isian dibuang."), "success")
    return go_to("/pekerja/baru")
