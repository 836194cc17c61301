"""Programmes of the city's own money: all of them by year, one with its months, opened, changed, closed."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import (
    lapses,
    programme_bills,
    programme_checks,
    programme_months,
    programme_pages,
    programme_renewals,
    programme_steps,
)
from kiosk.services import programmes as uses
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.kept_form import gives_form_back
from kiosk.web.programmes.forms import ChangeForm, NewProgrammeForm, ProgrammeForm
from kiosk.web.programmes.pictures import month_cells
from kiosk.web.programmes.press_forms import CloseForm, PressForm
from kiosk.web.programmes.words import STAGES, stage_words
from kiosk.web.sent import sent

programme_desk = Blueprint("programmes", __name__)
programme_desk.add_app_template_global(stage_words, "programme_stage_words")


@programme_desk.get("/program")
@allow("admin", "auditor")
def index():
    by = actor()
    return show(
        "programmes/index.html", years=programme_pages.by_year(by=by), steps=programme_steps.steps(by=by)
    )


@programme_desk.route("/program/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    """`lanjutan` names the programme of the year before that it goes on with: its terms are proposed, and whoever opens
    it is led on to the selection that takes its people on."""
    renewal = programme_renewals.renewal_of(no=_renewed(), by=actor())
    renews = programme_pages.file_of(no=renewal.programme.no, by=actor()) if renewal else None
    form, made = NewProgrammeForm(renews=renews), []
    if not form.is_submitted():
        return show("programmes/new.html", form=form, renewal=renewal)
    if not sent(form, lambda: made.append(_open(form)), beside=_fields_of_new(form)):
        return show("programmes/new.html", form=form, renewal=renewal, status=422)
    flash(_("Program dibuka. Yang sudah dijanjikan untuk tahun itu ikut dihitung di sini."), "success")
    if renewal and renewal.people and programme_renewals.goes_on(made[0], renewal.programme):
        return go_to(f"/program/{made[0]}/seleksi/baru?lanjutan={renewal.programme.no}")
    return go_to(f"/program/{made[0]}")


@programme_desk.get("/program/<no>")
@allow("admin", "auditor")
def one(no: str):
    file = programme_pages.file_of(no=no, by=actor())
    months = programme_months.months_of(file.programme)
    return show(
        "programmes/one.html",
        file=file,
        programme=file.programme,
        months=months,
        cells=month_cells(no, months),
        stages={stage: code for code, (stage, _words) in STAGES.items()},
        due=programme_bills.due(file.programme),
        ending=lapses.count_of_programme(no=no, by=actor()),
        most_counted=lapses.MOST_COUNTED,
    )


@programme_desk.route("/program/<no>/ubah", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def change(no: str):
    file = programme_pages.file_of(no=no, by=actor())
    form = ChangeForm(file=file)
    if not form.is_submitted():
        return show("programmes/change.html", form=form, file=file)
    if not sent(form, lambda: _change(no, file.programme.year, form), beside=_fields(form)):
        # Sent again, the form counts as opened just now.
        stale, form.seen.data = form.seen.data != file.mark, file.mark
        return show("programmes/change.html", form=form, file=file, stale=stale, status=422)
    flash(_("Perubahan program disimpan."), "success")
    return go_to(f"/program/{no}")


@programme_desk.route("/program/<no>/penutupan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def close(no: str):
    file, form = programme_pages.file_of(no=no, by=actor()), CloseForm()
    if not form.is_submitted():
        return show("programmes/close.html", form=form, file=file)
    if not sent(form, lambda: uses.close(no=no, why=form.why.data, by=actor())):
        return show("programmes/close.html", form=form, file=file, status=422)
    flash(_("Program ditutup. Yang sudah dijanjikan tetap berjalan."), "success")
    return go_to(f"/program/{no}")


@programme_desk.route("/program/<no>/pembukaan", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def reopen(no: str):
    """A GET is the address that a refused press leaves in the browser's bar: it leads to where the button is."""
    file, form = programme_pages.file_of(no=no, by=actor()), PressForm()
    if not form.is_submitted():
        return go_to(f"/program/{no}/penutupan")
    if not sent(form, lambda: uses.reopen(no=no, by=actor())):
        return show("programmes/close.html", form=form, file=file, status=422)
    flash(_("Program dibuka lagi."), "success")
    return go_to(f"/program/{no}")


def _renewed() -> str:
    """In the address, or as the form sends it on."""
    return request.form.get("lanjutan", "") or request.args.get("lanjutan", "")


def _open(form: NewProgrammeForm) -> str:
    year = int(form.year.data)
    return uses.open_programme(
        funder_id=int(form.funder.data),
        year=year,
        wish=form.wish(year),
        client_key=form.client_key.data,
        by=actor(),
    )


def _change(no: str, year: int, form: ChangeForm) -> None:
    uses.change(no=no, wish=form.wish(year), why=form.why.data, seen=form.seen.data, by=actor())


def _fields_of_new(form: NewProgrammeForm) -> dict:
    return _fields(form) | {
        programme_checks.WrongFunder: form.funder,
        programme_checks.WrongYear: form.year,
        programme_checks.OpenAlready: form.year,
    }


def _fields(form: ProgrammeForm) -> dict:
    """Where each fault is said."""
    return {
        programme_checks.WrongMonth: form.first_month,
        programme_checks.WrongQuota: form.quota,
        programme_checks.WrongBudget: form.budget,
        programme_checks.WrongDay: form.regulation_on,
        programme_checks.LaterBasis: form.later_basis,
        programme_checks.NoOccupation: form.occupations,
    }
