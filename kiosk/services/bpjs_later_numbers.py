"""The number of a membership that BPJS had confirmed without one comes with a later answer."""

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate
from kiosk.services import audit, memberships, safe
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_applying import Taken
from kiosk.services.bpjs_answer_facts import Facts, Person
from kiosk.services.memberships import NewMembership


def take_over(named: list[Taken], facts: Facts, by: Actor) -> None:
    """In the caller's transaction, which holds these people: it is the number in force, on card and page."""
    if not named:
        return
    memberships.fill_in([_membership(*one) for one in named], facts.known, by=by)
    lines = {person.reg_no: {"pengajuan": fate.line.submission_no} for _row, person, fate in named}
    audit.record_all("bpjs.kpj_dicatat", by=by, kind="pekerja", lines=lines)


def _membership(row: CheckedAnswer, person: Person, fate: Fate) -> NewMembership:
    return NewMembership(
        holder=person.holder,
        funder_id=fate.line.funder_id,
        line_id=fate.line.id,
        kpj=row.kpj,
        kpj_hash=safe.index(row.kpj, safe.KPJ),
        effective_on=fate.line.effective_on,
    )
