"""A submission that stands, held while somebody changes it: its lines by their states, the people it asks for, the days
on which it can have been handed over."""

from datetime import date

from db.connection import held
from db.models import Submission, SubmissionLine
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_, long_date
from kiosk.services.acting import NotThere, Refused
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED

ACCEPTED, REJECTED = "accepted", "rejected"
STATES = (ASKED, ACCEPTED, REJECTED, DROPPED)
PEOPLE_AT_ONCE = 500

NOT_YET = N_("Tanggal %(day)s belum tiba. Isi hari daftar ini benar-benar diserahkan kepada BPJS.")
TOO_EARLY = N_(
    "Pengajuan ini baru disusun pada %(made)s, maka tidak mungkin diserahkan pada %(day)s. Isi hari daftar ini "
    "benar-benar diserahkan kepada BPJS."
)
CANCELLED = N_("Pengajuan ini sudah dibatalkan.")


class WrongDay(Refused):
    """Stands beside the field the day was written in."""


def opened(no: str) -> Submission:
    """Held until the caller's transaction ends. Raises NotThere, Refused once it was taken back."""
    submission = held(Submission.select().where(Submission.no == no)).first()
    if submission is None:
        raise NotThere
    if submission.cancelled_at:
        raise Refused(CANCELLED)
    return submission


def require_day(submission: Submission, on: date) -> None:
    """Nothing is handed over before it was made, nor tomorrow. Raises WrongDay."""
    made_on = local(submission.made_at).date()
    if on > today():
        raise WrongDay(NOT_YET, day=long_date(on))
    if on < made_on:
        raise WrongDay(TOO_EARLY, made=long_date(made_on), day=long_date(on))


def lines_in(submission: Submission, *states: str):
    """The query of its lines in one of these states."""
    return SubmissionLine.select().where(
        SubmissionLine.submission == submission.id, SubmissionLine.state.in_(states)
    )


def asked_people(submission: Submission) -> list[int]:
    """The ids of those it waits for an answer about."""
    rows = lines_in(submission, ASKED).select(SubmissionLine.worker)
    return [worker_id for (worker_id,) in rows.tuples()]
