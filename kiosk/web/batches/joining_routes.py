"""Somebody who is registered already is put into a batch open here: from the NIK's answer and the person's page."""

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import DataRequired

from kiosk.services import batch_joining as uses
from kiosk.services import workers
from kiosk.services.batch_lists import OfferedBatch
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.enrolment.choices import BatchChoice, batch_choice
from kiosk.web.kept_form import gives_form_back
from kiosk.web.once_field import client_key_field
from kiosk.web.sent import sent

joining = Blueprint("joining", __name__)


class JoinForm(FlaskForm):
    client_key = client_key_field()
    batch = SelectField(
        lazy_gettext("Batch yang terbuka di sini"),
        validators=[DataRequired(lazy_gettext("Pilih batch dari daftar."))],
        validate_choice=False,
        choices=[],
        id="join-batch",
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, offered: tuple[OfferedBatch, ...], *, chosen: str = "", blank: bool = False):
        """`chosen` is the batch into which one enrols just now; where there is but one, it is that one. `blank`: on a
        page to which another form was sent."""
        super().__init__(**({"formdata": None} if blank else {}))
        self.offers = bool(offered)
        if blank or not self.is_submitted():
            self.batch.data = _first_choice([one.no for one in offered if not one.is_full], chosen)
        shown = (BatchChoice("", _("Pilih batch")), *map(batch_choice, offered))
        self.batch.choices = [choice.option(self.batch.data) for choice in shown]


def _first_choice(numbers: list[str], chosen: str) -> str:
    if chosen in numbers:
        return chosen
    return numbers[0] if len(numbers) == 1 else ""


@joining.app_template_global()
def join_form(worker, chosen: str = "") -> JoinForm | None:
    """The form on another page; None where no batch here can take this person."""
    offered = uses.offered_for(worker, actor())
    return JoinForm(offered, chosen=chosen, blank=True) if offered else None


@joining.app_template_global()
def batch_entered(worker) -> OfferedBatch | None:
    """The batch into which this person came a moment ago, where it is open here."""
    shown_after = ("baru", "masuk")
    return uses.entered(worker, actor()) if any(map(request.args.get, shown_after)) else None


@joining.route("/pekerja/<reg_no>/batch", methods=["GET", "POST"])
@allow("petugas", "mitra", "auditor")
@gives_form_back
def join(reg_no: str):
    file = workers.file_of(reg_no=reg_no, by=actor())
    form = JoinForm(uses.offered_for(file.worker, actor()), chosen=request.args.get("batch", ""))
    if not form.is_submitted():
        return show("workers/join_batch.html", form=form, worker=file.worker, file=file)
    if not sent(form, lambda: _join(reg_no, form)):
        return show("workers/join_batch.html", form=form, worker=file.worker, file=file, status=422)
    return go_to(f"/pekerja/{reg_no}?masuk=1")


def _join(reg_no: str, form: JoinForm) -> None:
    uses.join(reg_no=reg_no, batch_no=form.batch.data, client_key=form.client_key.data, by=actor())
