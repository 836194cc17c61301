"""What is pressed on the page of a file of BPJS: it is read again, what is to be settled is taken away."""

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain.words import number
from kiosk.services import bpjs_answer_faults, bpjs_answer_rereading
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, xlsx
from kiosk.web.bpjs import answer_words
from kiosk.web.bpjs.answer_desk import bpjs_answer_desk
from kiosk.web.bpjs.answer_forms import ReadAgainForm
from kiosk.web.bpjs.answer_page import answer_page
from kiosk.web.kept_form import gives_form_back
from kiosk.web.limits import KEPT_SHEET_LOOKS, limiter, signed_in_person
from kiosk.web.sent import sent


@bpjs_answer_desk.route("/bpjs/balasan/<no>/baca-ulang", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
@gives_form_back
def reading_again(no: str):
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = ReadAgainForm()
    if not form.is_submitted():
        return go_to(f"/bpjs/balasan/{no}")
    used: list[int | None] = []
    if not sent(form, lambda: used.append(_read_again(no, form))):
        return answer_page(no, form, 422)
    if used[0] is not None:
        flash(*_told(used[0]))
    return go_to(f"/bpjs/balasan/{no}")


def _read_again(no: str, form: ReadAgainForm) -> int | None:
    return bpjs_answer_rereading.read_again(
        no=no, for_all=form.is_for_all, client_key=form.client_key.data, by=actor()
    )


def _told(used: int) -> tuple[str, str]:
    if not used:
        return _("Berkas ini sudah dibaca ulang. Belum ada baris lain yang terpakai."), "soon"
    words = ngettext(
        "Berkas ini sudah dibaca ulang: %(count)s baris kini terpakai.",
        "Berkas ini sudah dibaca ulang: %(count)s baris kini terpakai.",
        used,
        count=number(used),
    )
    return words, "success"


@bpjs_answer_desk.route("/bpjs/balasan/<no>/galat.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor")
@limiter.limit(KEPT_SHEET_LOOKS, key_func=signed_in_person, methods=["POST"])
def faults(no: str):
    """It holds full NIKs: by a press only. A GET is the address that a refused press leaves in the browser's bar."""
    if request.method != "POST":
        return go_to(f"/bpjs/balasan/{no}")
    content = bpjs_answer_faults.fault_sheet(
        no=no, remedy=_("Yang perlu diselesaikan"), say=answer_words.to_settle, by=actor()
    )
    return xlsx(content, f"{no}-perlu-diselesaikan")
