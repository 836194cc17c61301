"""Lines of BPJS's answer that are new do to the ledger what they say."""

from collections.abc import Iterable
from datetime import date

from db.kept import KeptIn, KeptQuery
from db.models import CoverageMonth, SubmissionLine
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate
from kiosk.domain.bpjs_outcomes import ACCEPTED
from kiosk.domain.clock import utc_now
from kiosk.services import (
    audit,
    bpjs_answer_facts,
    bpjs_changed_numbers,
    bpjs_continued,
    bpjs_rejections,
    effective_months,
    memberships,
    safe,
    worker_flags,
)
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_facts import Facts, Person
from kiosk.services.bpjs_rejections import Rejection
from kiosk.services.coverage_changes import Changes
from kiosk.services.memberships import NewMembership

Begun = tuple[date, date]  # the first month that counts, the day from which it does
KPJ_BEFORE, KPJ_NOW = "kpj_lama", "kpj_baru"  # in the trail, the last digits of each
Taken = tuple[CheckedAnswer, Person | None, Fate]

_accepted = KeptQuery(
    lambda slot: SubmissionLine.update(state=ACCEPTED, effective_on=slot("on"), answered_at=slot("at")).where(
        SubmissionLine.id == slot("id")
    )
)
_effective = KeptIn(
    lambda slot, many: CoverageMonth.select(
        CoverageMonth.worker, CoverageMonth.funder, CoverageMonth.month, CoverageMonth.effective_on
    ).where(
        CoverageMonth.worker.in_(many),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on.is_null(False),
    ),
    portion=bpjs_answer_facts.ROWS_AT_ONCE,
)


def day_of(row: CheckedAnswer, came_on: date) -> date:
    """From when BPJS counts the person; where it names no day, from when we know."""
    return row.effective_on or came_on


def accept(
    taken: list[Taken], facts: Facts, *, came_on: date, by: Actor, changes: Changes, source: str = ""
) -> dict[int, Begun]:
    """Answers with how those lines begin of which a month counts, by their ids. `came_on` is the day on which we were
    told, `source` who said so where no file did."""
    if not taken:
        return {}
    people, now = [person.id for _row, person, _fate in taken], utc_now()
    _keep_continued(taken, facts)
    _accepted.change_all(
        [{"id": fate.line.id, "on": day_of(row, came_on), "at": now} for row, _person, fate in taken]
    )
    memberships.note([_membership(*one, came_on) for one in taken], facts.known, by=by)
    worker_flags.settle_all(worker_flags.BPJS_REJECTED, people, by=by)
    effective_months.let_count(people, changes)
    _write_down(taken, came_on, source, by)
    return _lines_that_count(taken)


def _keep_continued(taken: list[Taken], facts: Facts) -> None:
    bpjs_continued.keep({fate.line.id: facts.known.is_member(person.holder) for _row, person, fate in taken})


def _membership(row: CheckedAnswer, person: Person, fate: Fate, came_on: date) -> NewMembership:
    return NewMembership(
        holder=person.holder,
        funder_id=fate.line.funder_id,
        line_id=fate.line.id,
        kpj=row.kpj,
        kpj_hash=safe.index(row.kpj, safe.KPJ),
        effective_on=day_of(row, came_on),
    )


def _write_down(taken: Iterable[Taken], came_on: date, source: str, by: Actor) -> None:
    said_by = {"sumber": source} if source else {}
    lines = {
        person.reg_no: {
            "pengajuan": fate.line.submission_no,
            "berlaku": day_of(row, came_on).isoformat(),
            **said_by,
            **_numbers(row, person),
        }
        for row, person, fate in taken
    }
    audit.record_all("bpjs.diterima", by=by, kind="pekerja", lines=lines)


def _numbers(row: CheckedAnswer, person: Person) -> dict[str, str]:
    """No number stands in the trail, but the end of one that changed."""
    before, now = bpjs_changed_numbers.changed(row, person)
    return {KPJ_BEFORE: before, KPJ_NOW: now} if before else {}


def _lines_that_count(taken: list[Taken]) -> dict[int, Begun]:
    lines = {person.id: fate.line for _row, person, fate in taken}
    found: dict[int, Begun] = {}
    for worker_id, funder_id, *days in _effective.rows(lines):
        line = lines[worker_id]
        month, day = (date.fromisoformat(str(one)[:10]) for one in days)
        if funder_id == line.funder_id and line.first_month <= month <= line.last_month:
            found[line.id] = min((month, day), found.get(line.id, (month, day)))
    return found


def reject(taken: list[Taken], facts: Facts, *, by: Actor, changes: Changes, source: str = "") -> None:
    """`source` as for `accept`."""
    _keep_continued(taken, facts)
    rejections = [
        Rejection(
            line_id=fate.line.id,
            submission_id=fate.line.submission_id,
            submission_no=fate.line.submission_no,
            funder_id=fate.line.funder_id,
            worker_id=person.id,
            reg_no=person.reg_no,
            post_id=person.post_id,
            reason=row.reason,
            source=source,
        )
        for row, person, fate in taken
    ]
    bpjs_rejections.reject(rejections, by=by, changes=changes)
