"""What is missing or refused, as a work list; and a NIK that Dukcapil refuses."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import dukcapil, incomplete_counts
from kiosk.services import incomplete as uses
from kiosk.services.acting import Refused
from kiosk.services.missing import kinds_for
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.incomplete.forms import RefusalForm, SettledForm
from kiosk.web.incomplete.ways import way_to_mend
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import ListFilters, area_groups, away_from_empty, kelurahan_codes, with_filters
from kiosk.web.sent import sent

incomplete = Blueprint("incomplete", __name__)


@incomplete.get("/belum-lengkap")
@allow("petugas", "mitra", "admin", "auditor")
def index():
    if elsewhere := away_from_empty():
        return elsewhere
    by, filters, kinds = actor(), ListFilters(), {kind.code: kind for kind in kinds_for(actor())}
    kind = kinds.get(filters.one_of("kurang", kinds))
    kelurahan = filters.one_of("kelurahan", kelurahan_codes())
    counted = incomplete_counts.counts(by=by, kelurahan=kelurahan)
    number = page_number()
    rows, follows = uses.page_of(by=by, counted=counted, kind=kind, kelurahan=kelurahan, page=number)
    chosen = {"kurang": kind.code if kind else "", "kelurahan": kelurahan}
    return show(
        "incomplete/index.html",
        rows=rows,
        pager=Pager(number, follows),
        counted=counted,
        kinds=list(kinds.values()),
        kind=kind,
        kelurahan=kelurahan,
        unknown=filters.unknown,
        area_groups=area_groups(),
        batches=[] if kind or kelurahan else uses.wrong_rows(by=by),
        filtered=lambda **other: with_filters("/belum-lengkap", chosen, **other),
        way_to_mend=lambda person: way_to_mend(person, kind, by.role),
    )


@incomplete.route("/pekerja/<reg_no>/dukcapil", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def refusal(reg_no: str):
    form = RefusalForm()
    if not form.is_submitted():
        return _refusal_page(reg_no, form)
    if not form.validate():
        return _refusal_page(reg_no, form, 422)
    try:
        dukcapil.note_refusal(reg_no=reg_no, note=form.note.data, client_key=form.client_key.data, by=actor())
    except KeyInUse:
        raise
    except Refused as refused:
        form.form_errors.append(_(refused.message) % refused.params)
        return _refusal_page(reg_no, form, 422)
    flash(_("Penolakan Dukcapil dicatat. Orang ini masuk daftar Belum lengkap."), "success")
    return go_to(f"/pekerja/{reg_no}")


@incomplete.route("/pekerja/<reg_no>/dukcapil/penyelesaian", methods=["GET", "POST"])
@allow("petugas", "admin", "auditor")
@gives_form_back
def settled(reg_no: str):
    form = SettledForm()
    if not form.is_submitted():
        return _settling_page(reg_no, form)
    if not sent(form, lambda: dukcapil.settle_refusal(reg_no=reg_no, note=form.note.data, by=actor())):
        return _settling_page(reg_no, form, 422)
    flash(_("NIK orang ini sudah beres di Dukcapil."), "success")
    return go_to(f"/pekerja/{reg_no}")


def _settling_page(reg_no: str, form: SettledForm, status: int = 200):
    worker, flag = dukcapil.open_refusal(reg_no=reg_no, by=actor())
    return show(
        "incomplete/settle.html", form=form, worker=worker, flag=flag, whose="dukcapil", status=status
    )


def _refusal_page(reg_no: str, form: RefusalForm, status: int = 200):
    worker, flag = dukcapil.open_refusal(reg_no=reg_no, by=actor())
    return show("incomplete/dukcapil.html", form=form, worker=worker, flag=flag, status=status)
