"""Correct what is on record about a person."""

from dataclasses import dataclass

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from kiosk.services import correction_pages, known_people, person_values, side_by_side
from kiosk.services import corrections as uses
from kiosk.services.acting import Actor
from kiosk.services.correction_pages import Person
from kiosk.services.kpj_guards import KpjFromBpjs
from kiosk.web.access import actor, allow
from kiosk.web.answers import go_to, show
from kiosk.web.corrections.change_words import (
    change_words,
    field_words,
    hidden_words,
    places_words,
    value_words,
    why_words,
)
from kiosk.web.corrections.forms import CorrectionForm
from kiosk.web.corrections.rejection_words import say_what_became_of
from kiosk.web.corrections.way_back import list_left
from kiosk.web.kept_form import gives_form_back
from kiosk.web.page_context import sentence

corrections = Blueprint("corrections", __name__)
for speak in (change_words, field_words, hidden_words, places_words, value_words, why_words):
    corrections.add_app_template_global(speak)


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed: what stands there now, and what this form says where it says otherwise."""

    label: str
    now: str
    yours: str


@corrections.route("/pekerja/<reg_no>/koreksi", methods=["GET", "POST"])
@allow("petugas", "mitra", "admin", "auditor")
@gives_form_back
def edit(reg_no: str):
    by = actor()
    person = correction_pages.person_of(reg_no=reg_no, by=by)
    if person.why_not:
        return show("corrections/ask.html", person=person, status=200 if request.method != "POST" else 422)
    form = CorrectionForm(person=person, role=by.role)
    if request.method != "POST":
        return _page(form, person, status=200)
    if not form.validate():
        return _page(form, person)
    return _save(form, person, by)


def _page(form: CorrectionForm, person: Person, status: int = 422, **more):
    form.point_out_dropped_phone()
    return show(
        "corrections/edit.html", form=form, person=person, way_back=list_left(), status=status, **more
    )


def _save(form: CorrectionForm, person: Person, by: Actor):
    try:
        uses.correct(
            reg_no=person.worker.reg_no,
            values=form.values(),
            reason=form.reason_given,
            client_key=form.client_key.data,
            seen=form.seen.data,
            asks_approval=form.asks_approval,
            by=by,
        )
    except (uses.NothingChanged, uses.ReasonMissing, uses.AgeIsDecided, KpjFromBpjs) as refusal:
        form.form_errors.append(_(refusal.message))
        return _page(form, person)
    except uses.ChangedMeanwhile as refusal:
        return _both_shown(form, person.worker.reg_no, refusal, by)
    except uses.NikKnown as refusal:
        return _beside_the_other(form, person, refusal, by)
    say_what_became_of(person)
    _say_what_was_not_kept(form)
    if way_back := list_left():
        flash(way_back.left(), "success")
        return go_to(way_back.href)
    return go_to(f"/pekerja/{person.worker.reg_no}")


def _both_shown(form: CorrectionForm, reg_no: str, refusal: uses.ChangedMeanwhile, by: Actor):
    """409: what somebody else wrote beside what this form says. Sent again, the form counts as opened just now."""
    person = correction_pages.person_of(reg_no=reg_no, by=by)
    yours, touched = form.values(), form.touched()
    rows = [
        Meanwhile(field_words(field), _now_words(field, person), _words(field, yours, touched))
        for field in refusal.fields
        if field in form
    ]
    form.open_anew(person, tuple(field for field in refusal.fields if field not in touched))
    form.form_errors.append(_(refusal.message) % {name: _(said) for name, said in refusal.params.items()})
    return _page(form, person, status=409, meanwhile=rows, changed_at=refusal.at)


def _now_words(field: str, person: Person) -> str:
    words = _words(field, person.values)
    hidden = person.nik_changed if field == "nik" else None
    return f"{words} ({_('berubah: %(what)s', what=hidden_words(hidden))})" if hidden else words


def _words(field: str, values: dict, touched: tuple[str, ...] | None = None) -> str:
    """Masked where it is a secret; empty for a field that this form leaves as it is."""
    if touched is not None and field not in touched:
        return ""
    return value_words(field, person_values.shown(field, values[field]))


def _beside_the_other(form: CorrectionForm, person: Person, refusal: uses.NikKnown, by: Actor):
    told = known_people.as_told(refusal.worker, by)
    form.nik.errors = [_(refusal.message)]
    pair = side_by_side.pair_of(person.worker, told.worker) if told.worker else None
    return _page(form, person, pair=pair, nik_is_elsewhere=pair is None)


def _say_what_was_not_kept(form: CorrectionForm) -> None:
    """On the next page, without any number: what is said there travels in the session's cookie."""
    sentences = [sentence(finding) for finding in form.warnings]
    if form.phone_is_dropped:
        sentences.append(_("Nomor HP pada data orang ini tidak berubah."))
    if sentences:
        flash(" ".join(sentences), "soon")
