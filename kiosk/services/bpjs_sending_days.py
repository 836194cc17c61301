"""The day a submission was handed to BPJS, written down wrongly: it is set right while BPJS has answered nobody."""

from datetime import date

from db.connection import writing
from db.models import CoverageMonth, Submission
from kiosk.domain.words import N_
from kiosk.services import access, audit, bpjs_stamped_months
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_open_submissions import ACCEPTED, REJECTED, lines_in, opened, require_day
from kiosk.services.coverage_changes import changing

NOT_SENT = N_("Pengajuan ini belum dicatat diserahkan, maka belum ada hari yang dapat diubah.")
ANSWERED = N_("BPJS sudah menjawab sebagian pengajuan ini, maka hari penyerahannya tidak dapat diubah lagi.")


def correct(*, no: str, on: date, by: Actor) -> None:
    """Its months, and those of members stamped along, take this day instead. The same day again changes nothing.
    Raises NotAllowed, NotThere, WrongDay, Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        if submission.sent_on is None:
            raise Refused(NOT_SENT)
        require_day(submission, on)
        if submission.sent_on != on:
            _move(submission, on, by)


def _move(submission: Submission, on: date, by: Actor) -> None:
    before = submission.sent_on
    queries = [bpjs_stamped_months.of_lines(submission), bpjs_stamped_months.of_members(submission)]
    people = [row for query in queries for (row,) in query.select(CoverageMonth.worker).distinct().tuples()]
    with changing(people) as changes:
        if lines_in(submission, ACCEPTED, REJECTED).exists():
            raise Refused(ANSWERED)
        for query in queries:
            changes.submit(query.select(CoverageMonth.id), on=on)
    Submission.update(sent_on=on).where(Submission.id == submission.id).execute()
    days = {"semula": before.isoformat(), "tanggal": on.isoformat()}
    audit.record("bpjs.hari_dikoreksi", by=by, kind="pengajuan", subject=submission.no, **days)
