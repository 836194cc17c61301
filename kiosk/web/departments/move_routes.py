"""A department answers for its own people whom another one's roster names: they go, or they stay."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import AnyOf, DataRequired

from kiosk.services import staff_moves
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said

moves_desk = Blueprint("moves", __name__)
AGREED, KEPT = "setuju", "tetap"


class MoveForm(FlaskForm):
    """`ke` is the department that asks, as the page has shown it."""

    ke = HiddenField(validators=[DataRequired()])
    jawaban = HiddenField(validators=[AnyOf((AGREED, KEPT))])


@moves_desk.route("/opd/<code>/pindah/<int:number>", methods=["GET", "POST"])
@allow("opd", "admin", "auditor")
@gives_form_back
def answer(code: str, number: int):
    """A press is all it asks for; a GET is the address that it leaves in the browser's bar."""
    form = MoveForm()
    if form.is_submitted():
        _answer(code, number, form)
    return go_to(f"/opd/{code}")


def _answer(code: str, number: int, form: MoveForm) -> None:
    if not form.validate():
        flash(_("Jawabannya belum terbaca. Tekan sekali lagi."), "act")
        return
    agreed = form.jawaban.data == AGREED
    try:
        name = staff_moves.answer(code=code, staff_id=number, to=form.ke.data, agreed=agreed, by=actor())
    except Refused as refusal:
        flash(said(refusal), "soon")
        return
    words = (
        _("%(name)s pindah, dan tercatat di OPD yang baru.")
        if agreed
        else _("%(name)s tetap tercatat di sini.")
    )
    flash(words % {"name": name}, "success")
