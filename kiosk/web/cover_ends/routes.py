"""Somebody's cover ends: asked for, shown with what follows, and only then done."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import death_reversals, worker_rights
from kiosk.services.acting import Refused
from kiosk.services.cover_end_pages import EndPage, page_of, was_ended_by
from kiosk.services.cover_ends import DIED, end_cover
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.cover_ends.forms import CoverEndForm, DeathTakenBackForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said, sent

cover_ends = Blueprint("cover_ends", __name__)


@cover_ends.route("/pekerja/<reg_no>/berakhir", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def end(reg_no: str):
    form = CoverEndForm()
    if not form.is_submitted():
        return _ask(reg_no, form)
    right = form.validate()
    if form.why.errors or form.last_day.errors:
        return _ask(reg_no, form, 422)
    if was_ended_by(form.client_key.data, actor()):
        return _done(form, reg_no) if sent(form, lambda: _end(reg_no, form)) else _ask(reg_no, form, 422)
    try:
        page = page_of(reg_no=reg_no, why=form.why.data, last_day=form.day, by=actor())
    except Refused as refusal:
        form.last_day.errors = [said(refusal)]
        return _ask(reg_no, form, 422)
    if form.seen.data != page.mark:
        return _read_first(form, page, 422 if form.seen.data else 200)
    right = (form.require_begun_read() if page.follows.begun else True) and right
    if not right or not sent(form, lambda: _end(reg_no, form)):
        return _read_first(form, page, 422)
    return _done(form, reg_no)


def _done(form: CoverEndForm, reg_no: str):
    """After a death the claim is the next thing: the family is owed it."""
    flash(_("Pertanggungan diakhiri dan dicatat."), "success")
    if form.why.data == DIED:
        return go_to(f"/pekerja/{reg_no}/klaim")
    return go_to(f"/pekerja/{reg_no}")


@cover_ends.route("/pekerja/<reg_no>/berakhir/pembatalan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def take_death_back(reg_no: str):
    form = DeathTakenBackForm()
    if not form.is_submitted():
        return _death_page(reg_no, form)
    if not sent(form, lambda: _take_back(reg_no, form)):
        return _death_page(reg_no, form, 422)
    flash(
        _("Catatan meninggal dunia dibatalkan. Cetak kartunya lagi, dan beri tahu penanggungnya."), "success"
    )
    return go_to(f"/pekerja/{reg_no}")


def _take_back(reg_no: str, form: DeathTakenBackForm) -> None:
    death_reversals.take_back(
        reg_no=reg_no, reason=form.reason.data, client_key=form.client_key.data, by=actor()
    )


def _death_page(reg_no: str, form: DeathTakenBackForm, status: int = 200):
    recorded = death_reversals.page_of(reg_no=reg_no, by=actor())
    return show(
        "cover_ends/take_back.html",
        form=form,
        recorded=recorded,
        worker=recorded.worker,
        status=status,
    )


def _end(reg_no: str, form: CoverEndForm) -> None:
    end_cover(
        reg_no=reg_no,
        why=form.why.data,
        last_day=form.day,
        client_key=form.client_key.data,
        by=actor(),
    )


def _ask(reg_no: str, form: CoverEndForm, status: int = 200):
    worker = worker_rights.worker_seen_by(actor(), reg_no)
    return show("cover_ends/ask.html", form=form, worker=worker, status=status)


def _read_first(form: CoverEndForm, page: EndPage, status: int):
    """What follows as it is now; something else than was read before is read anew."""
    changed = bool(form.seen.data) and form.seen.data != page.mark
    if changed:
        form.sure.data = form.begun.data = False
    return show(
        "cover_ends/confirm.html",
        form=form,
        end=page,
        worker=page.follows.worker,
        changed=changed,
        status=status,
    )
