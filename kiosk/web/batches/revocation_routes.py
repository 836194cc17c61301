"""Somebody whom nobody has billed yet is taken out of a batch, and comes back."""

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from kiosk.services import batch_revocations as uses
from kiosk.services import batch_row_lists
from kiosk.services.acting import Refused
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.reason_field import reason_field
from kiosk.web.sent import said, sent

revocations = Blueprint("batch_revocations", __name__)
ADDRESS = "/batch/<no>/baris/<int:row>/pencabutan"


class RevocationForm(FlaskForm):
    reason = reason_field(
        lazy_gettext("Alasan"),
        missing=lazy_gettext("Tulis mengapa orang ini dicabut."),
        no_number=no_number_in_reason,
        description=lazy_gettext("Terbaca perusahaan, pos, dan Disnaker. Tanpa NIK atau nomor HP."),
    )


@revocations.app_template_global()
def can_be_revoked(batch, row_id: int) -> bool:
    return uses.may_revoke(batch, row_id, actor())


@revocations.route(ADDRESS, methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def revoke(no: str, row: int):
    form = RevocationForm()
    if not form.is_submitted():
        return _page(no, row, form)
    if not sent(form, lambda: uses.revoke(no=no, row_id=row, reason=form.reason.data, by=actor())):
        return _page(no, row, form, 422)
    flash(
        _("Orang ini dicabut dari batch dan menunggu penanggung lagi. Harga batch sudah dihitung ulang."),
        "success",
    )
    return go_to(f"/batch/{no}")


def _page(no: str, row: int, form: RevocationForm, status: int = 200):
    file = uses.file_of(no=no, row_id=row, by=actor())
    shown = batch_row_lists.row_of(no=no, row_id=row, by=actor())
    return show("batches/revocation.html", form=form, file=file, batch=file.batch, row=shown, status=status)


@revocations.get(f"{ADDRESS}/pembatalan")
@allow("petugas", "mitra", "admin", "auditor")
def after_return(no: str, row: int):
    """The address that a refused press leaves in the browser's bar."""
    return go_to(f"/batch/{no}/baris/{row}/pencabutan")


@revocations.post(f"{ADDRESS}/pembatalan")
@allow("petugas", "mitra", "admin")
def take_back(no: str, row: int):
    try:
        uses.take_back(no=no, row_id=row, by=actor())
    except Refused as refusal:
        flash(said(refusal), "act")
        return _page(no, row, RevocationForm(formdata=None), 422)
    flash(_("Orang ini masuk lagi ke batch, dengan bulan yang sama."), "success")
    return go_to(f"/batch/{no}")
