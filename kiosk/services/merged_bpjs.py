"""What BPJS was asked and has answered about a registration that is merged goes over to the right one."""

from peewee import fn

from db.models import AnswerRow, Membership, Mismatch, SubmissionLine
from kiosk.services import bpjs_dropped_lines
from kiosk.services.acting import Actor
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED


def move(wrong: int, right: int, *, by: Actor) -> None:
    """In the caller's transaction, which holds both and has moved the months. One open line a person is the index's
    law: where both have one, the right one's stays; a line without a month left is dropped."""
    of_wrong = SubmissionLine.worker == wrong
    if SubmissionLine.select().where(SubmissionLine.worker == right, SubmissionLine.state == ASKED).exists():
        SubmissionLine.update(state=DROPPED).where(of_wrong, SubmissionLine.state == ASKED).execute()
    SubmissionLine.update(worker=right).where(of_wrong).execute()
    bpjs_dropped_lines.drop_empty([right], by=by)
    for table in (Membership, AnswerRow):
        table.update(worker=right).where(table.worker == wrong).execute()
    _move_mismatches(wrong, right)


def _move_mismatches(wrong: int, right: int) -> None:
    """One open of each kind stays where both have one: the right one's."""
    other = Mismatch.alias()
    twice = other.select(other.id).where(
        other.worker == right, other.kind == Mismatch.kind, other.settled_at.is_null()
    )
    moving = (Mismatch.worker == wrong) & (Mismatch.settled_at.is_null(False) | ~fn.EXISTS(twice))
    Mismatch.update(worker=right).where(moving).execute()
