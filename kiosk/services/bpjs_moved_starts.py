"""BPJS lets memberships begin earlier, as a letter has asked (DOMAIN 1.5): the one day it named that may change."""

from collections.abc import Mapping
from datetime import date

from db.models import Bill, CoverageMonth, Membership, SubmissionLine
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate, Line
from kiosk.services import audit, bpjs_letters
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_facts import Person
from kiosk.services.coverage_changes import Changes


def move(moved: list[tuple[CheckedAnswer, Person, Fate]], by: Actor, changes: Changes) -> None:
    """In the caller's transaction, which holds these people; a row names the earlier day."""
    if not moved:
        return
    days = {person.id: row.effective_on for row, person, _fate in moved}
    lines = {person.id: fate.line for _row, person, fate in moved}
    for worker_id, line in lines.items():
        day = {"effective_on": days[worker_id]}
        SubmissionLine.update(day).where(SubmissionLine.id == line.id).execute()
        Membership.update(day).where(Membership.line == line.id).execute()
    changes.confirm_each(_months(lines, days))
    bpjs_letters.note_answered(days)
    _write_down(moved, by)


def _months(lines: Mapping[int, Line], days: Mapping[int, date]) -> dict[int, date]:
    """By the id of a month that the old day held back: from when it counts now. Later ones not before the receipt of
    their bill."""
    columns = (
        CoverageMonth.id,
        CoverageMonth.worker,
        CoverageMonth.funder,
        CoverageMonth.month,
        CoverageMonth.effective_on,
    )
    query = CoverageMonth.select(*columns, Bill.receipt_on).left_outer_join(Bill)
    live = CoverageMonth.released_at.is_null() & CoverageMonth.effective_on.is_null(False)
    found: dict[int, date] = {}
    first: set[int] = set()
    rows = query.where(CoverageMonth.worker.in_(sorted(lines)), live).order_by(CoverageMonth.month).tuples()
    for row_id, worker_id, funder_id, month, effective_on, receipt_on in rows:
        line = lines[worker_id]
        if funder_id != line.funder_id or effective_on != line.effective_on:
            continue
        if line.first_month <= month <= line.last_month:
            received = receipt_on if worker_id in first else None
            found[row_id] = max(days[worker_id], received) if received else days[worker_id]
            first.add(worker_id)
    return found


def _write_down(moved: list[tuple[CheckedAnswer, Person, Fate]], by: Actor) -> None:
    lines = {
        person.reg_no: {
            "pengajuan": fate.line.submission_no,
            "dari": fate.line.effective_on.isoformat(),
            "berlaku": row.effective_on.isoformat(),
        }
        for row, person, fate in moved
    }
    audit.record_all("bpjs.hari_mulai_maju", by=by, kind="pekerja", lines=lines)
