"""Two registrations of one person: beside each other, merged under the right one, or told apart."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _

from kiosk.services import merge_pages
from kiosk.services import merges as uses
from kiosk.services.acting import Refused
from kiosk.services.merge_pages import MergeFile
from kiosk.services.merged_numbers import MovedTo
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.merges.forms import MergeForm, OtherForm

merges = Blueprint("merges", __name__)


@merges.app_errorhandler(MovedTo)
def lead_on(moved: MovedTo):
    """Whoever comes with a number that was merged goes on to the one in force: to the same page, or after a POST to
    the person's."""
    merged = (request.view_args or {}).get("reg_no", "")
    if request.method == "POST" or not merged:
        _say_unsaved(merged, moved.reg_no)
        return go_to(f"/pekerja/{moved.reg_no}")
    return redirect(request.path.replace(merged, moved.reg_no, 1), code=303)


def _say_unsaved(merged: str, reg_no: str) -> None:
    words = _(
        "%(merged)s sudah digabung ke %(reg_no)s. Yang baru saja Anda kirim belum disimpan.",
        merged=merged,
        reg_no=reg_no,
    )
    flash(words, "soon")


@merges.route("/pekerja/<reg_no>/gabung", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def one(reg_no: str):
    worker = merge_pages.worker_to_merge(reg_no=reg_no, by=actor())
    posted = request.method == "POST"
    named = request.form.get("other", "") if posted else request.args.get("dengan")
    if named is None:
        return _choose(worker, merge_pages.suspected_twin(worker))
    try:
        file = merge_pages.file_of(worker=worker, other=named)
    except Refused as refusal:
        return _choose(worker, named, refusal)
    form = MergeForm(file=file)
    if not posted:
        return _compare(form, file, status=200)
    return _merge(form, file) if form.validate() else _compare(form, file)


def _choose(worker, named: str, refusal: Refused | None = None):
    form = OtherForm(data={"dengan": named})
    if refusal:
        form.dengan.errors = [_(refusal.message) % refusal.params]
    return show("merges/choose.html", form=form, worker=worker, status=422 if refusal else 200)


def _compare(form: MergeForm, file: MergeFile, status: int = 422):
    return show("merges/compare.html", form=form, file=file, status=status)


def _merge(form: MergeForm, file: MergeFile):
    right = form.right.data
    wrong = next(one.reg_no for one in (file.worker, file.other) if one.reg_no != right)
    try:
        uses.merge(
            wrong=wrong, right=right, reason=form.reason.data, client_key=form.client_key.data, by=actor()
        )
    except KeyInUse:
        raise
    except Refused as refusal:
        form.form_errors.append(_(refusal.message) % refusal.params)
        return _compare(form, file)
    flash(_("%(wrong)s digabung ke %(right)s.", wrong=wrong, right=right), "success")
    return go_to(f"/pekerja/{right}")


@merges.post("/pekerja/<reg_no>/kembar")
@allow("admin")
def tell_apart(reg_no: str):
    """These are two people."""
    other = request.form.get("other", "")
    worker = merge_pages.worker_to_merge(reg_no=reg_no, by=actor())
    file = merge_pages.file_of(worker=worker, other=other)
    uses.tell_apart(one=reg_no, other=file.other.reg_no, by=actor())
    flash(
        _("%(one)s dan %(other)s dicatat sebagai dua orang.", one=reg_no, other=file.other.reg_no), "success"
    )
    return go_to(f"/pekerja/{reg_no}")
