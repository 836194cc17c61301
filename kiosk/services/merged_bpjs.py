"""What BPJS was asked and has answered about a registration that is merged goes over to the right one."""

from db.models import AnswerRow, Membership, Mismatch, StartLetterLine, SubmissionLine
from kiosk.domain.clock import utc_now
from kiosk.services import bpjs_dropped_lines
from kiosk.services.acting import Actor
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED

# As what an admin writes: in Indonesian, of those who read it.
SETTLED_BY_MERGING = "Digabung: selisih yang sama tercatat pada nomor yang berlaku."


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
    _move_mismatches(wrong, right, by)
    _move_letters(wrong, right)


def _move_mismatches(wrong: int, right: int, by: Actor) -> None:
    """Open is one of a kind: where both have one, the wrong one's is settled."""
    right_ones = Mismatch.select(Mismatch.kind).where(Mismatch.worker == right, Mismatch.settled_at.is_null())
    twice = [kind for (kind,) in right_ones.tuples()]
    settled = {"settled_at": utc_now(), "settled_by_id": by.user_id, "how": SETTLED_BY_MERGING}
    of_wrong = Mismatch.worker == wrong
    Mismatch.update(settled).where(
        of_wrong, Mismatch.settled_at.is_null(), Mismatch.kind.in_(twice)
    ).execute()
    Mismatch.update(worker=right).where(of_wrong).execute()


def _move_letters(wrong: int, right: int) -> None:
    """A letter names a person once: one that asks for both keeps what it asked for under each number."""
    both = StartLetterLine.select(StartLetterLine.letter).where(StartLetterLine.worker == right)
    letters = [letter_id for (letter_id,) in both.tuples()]
    moving = (StartLetterLine.worker == wrong) & StartLetterLine.letter.not_in(letters)
    StartLetterLine.update(worker=right).where(moving).execute()
