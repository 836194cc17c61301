"""How far the typing of a submission is: how many are done, who comes next, who came before, by whom."""

from db.models import Submission, SubmissionLine, User
from kiosk.services.bpjs_registrants import ASKED, going, lines_of


def progress_of(submission: Submission) -> tuple[int, int]:
    """(done, all): neither whom BPJS has answered about nor whom something holds back counts."""
    typed = SubmissionLine.typed_at.is_null(False) & (SubmissionLine.state == ASKED)
    done = lines_of(submission).where(typed).count()
    return done, done + _untyped(submission).count()


def answered_in(submission: Submission) -> int:
    """About how many BPJS has answered, whoever typed them."""
    return lines_of(submission).where(SubmissionLine.state != ASKED).count()


def next_number(submission: Submission, *, after: int = 0) -> int | None:
    """The first one nobody has typed, behind `after` and then from the front."""
    numbers = _untyped(submission).select(SubmissionLine.number).order_by(SubmissionLine.number)
    found = numbers.where(SubmissionLine.number > after).tuples().first() or numbers.tuples().first()
    return found[0] if found else None


def _untyped(submission: Submission):
    return going(submission).where(SubmissionLine.typed_at.is_null())


def number_before(submission: Submission, number: int) -> int | None:
    numbers = going(submission).select(SubmissionLine.number).where(SubmissionLine.number < number)
    found = numbers.order_by(SubmissionLine.number.desc()).tuples().first()
    return found[0] if found else None


def names_of(lines: list[SubmissionLine]) -> dict[int, str]:
    """Who typed them, by the account's id; one query."""
    ids = {line.typed_by_id for line in lines if line.typed_by_id}
    return dict(User.select(User.id, User.name).where(User.id.in_(ids)).tuples()) if ids else {}
