"""Selections for next year's money: one that was decided by a made-up decree and carried out, one that waits to be
read, and one that renews this year's programme for whose people there is room. All go the way that people would have
gone."""

from datetime import date

from db.models import Funder, Programme, Selection, User
from kiosk.services import (
    programme_renewals,
    queue,
    selection_annexes,
    selection_carrying,
    selection_checks,
    selection_criteria,
    selection_decisions,
    selection_drawing,
    selections,
)
from kiosk.services.acting import Actor
from kiosk.services.selection_decisions import Decree

WANTED = {"apbd": 12, "dbhcht": 8}
DECIDED = "apbd"
DECREE_NO = "CONTOH/560/12"
OFFICE = "Kepala Dinas Tenaga Kerja (contoh, keputusan ini dikarang)"


def add_selections(day: date) -> None:
    """Once everything else is loaded. Where nobody can be chosen, they stay drafts."""
    admin = User.get(User.role == "admin", User.demo)
    by = Actor(user_id=admin.id, name=admin.name, role=admin.role)
    for kind, wanted in WANTED.items():
        drawn = _drawn(_next_years(kind, day), wanted, by)
        if kind == DECIDED and drawn.chosen:
            _carry_out(drawn, day, by)
        else:
            _lay_out(drawn)
    _renew(_next_years(DECIDED, day), by)


def _renew(programme: Programme, by: Actor) -> None:
    """Once the first has what it was decided to have; nothing where nobody ends, or there is no room."""
    for renewal in programme_renewals.renewals_into(programme):
        if renewal.room:
            _lay_out(_drawn(programme, renewal.room, by, renews=renewal.programme.no))


def _lay_out(drawn: Selection) -> None:
    selection_annexes.lay_out_draft(drawn.id, progress=lambda _done, _total: None)


def _next_years(kind: str, day: date) -> Programme:
    query = Programme.select(Programme, Funder).join(Funder)
    return query.where(Funder.kind == kind, Programme.year == day.year + 1).get()


def _drawn(programme: Programme, wanted: int, by: Actor, renews: str = "") -> Selection:
    weights = {one.code: one.weight for one in selection_criteria.in_force()}
    wish = selections.Wish(wanted, date(programme.year, 1, 1), weights, renews)
    key = f"demo-{programme.no}-{'renewal' if renews else 'draw'}"
    no = selections.draw(programme=programme, wish=wish, client_key=key, by=by, run_here=True)
    made = selections.selection_of(no, by=by)
    queue.run_job(made.job_id, lambda _job, beat: selection_drawing.draw(selection_id=made.id, progress=beat))
    return selections.selection_of(no, by=by)


def _carry_out(drawn: Selection, day: date, by: Actor) -> None:
    found = selection_checks.check(drawn)
    decree = Decree(f"{DECREE_NO}/{day.year}", day, OFFICE, len(found.chosen), found.fingerprint)
    selection_decisions.decide(
        selection=drawn, decree=decree, client_key=f"demo-{drawn.no}-decree", by=by, run_here=True
    )
    decided = selections.selection_of(drawn.no, by=by)
    queue.run_job(
        decided.job_id,
        lambda _job, beat: selection_carrying.carry_out(selection_id=decided.id, by=by, progress=beat),
    )
