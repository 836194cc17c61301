"""BPJS is asked for people: a submission is made, and noted as handed over on a day. How it is taken back stands in
bpjs_submission_undoing.

Order of holding: the submission, then its people by id. Months are written by coverage_changes alone."""

from datetime import date

from db.connection import writing
from db.models import CoverageMonth, Funder, Submission, SubmissionLine
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, bpjs_candidates, bpjs_submission_making
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_open_submissions import (
    ACCEPTED,
    NOT_YET,
    PEOPLE_AT_ONCE,
    REJECTED,
    STATES,
    WrongDay,
    asked_people,
    lines_in,
    opened,
    require_day,
)
from kiosk.services.bpjs_submission_lookup import lines_of, months_asked, submission_seen_by
from kiosk.services.bpjs_submission_undoing import cancel, drop_line
from kiosk.services.coverage_changes import changing
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

MOST_PEOPLE = 10_000  # in one submission: so long nobody else writes

__all__ = [
    "ACCEPTED", "NOT_YET", "REJECTED", "STATES", "WrongDay", "cancel", "drop_line", "lines_of", "make",
    "months_asked", "send", "submission_seen_by",
]  # fmt: skip

NOBODY = N_("Tidak ada orang yang siap diajukan untuk penanggung ini. Lihat dulu siapa yang masih terhalang.")
NOBODY_LEFT = N_("Tidak ada lagi orang yang diajukan di sini. Batalkan pengajuan ini, lalu buat yang baru.")
SENT_BEFORE = N_("Pengajuan ini sudah dicatat terkirim pada %(day)s.")


def make(*, funder_id: int, wadah_type: str | None = None, client_key: str, by: Actor) -> str:
    """Freeze whoever is ready of this funder (of its wadah of today where none is named) as lines; answers with the
    submission's number. Raises NotAllowed, NotThere, KeyInUse, Refused where nobody is ready."""
    access.require(by.role == "admin")
    wadah, funder = bpjs_candidates.wadah_named(by=by, funder_id=funder_id, wadah_type=wadah_type)
    return once(
        key=client_key,
        purpose="bpjs.submission",
        content={"funder": wadah.funder_id, "wadah": wadah.wadah_type},
        by=by,
        make=lambda: _make(wadah, funder, by),
    )[0]


def send(*, no: str, on: date, by: Actor) -> None:
    """The admin has given these people to BPJS on that day: their months were submitted then, and those of the funder's
    members with them. The same day again changes nothing. Raises NotAllowed, NotThere, Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        require_day(submission, on)
        if submission.sent_on == on:
            return
        if submission.sent_on:
            raise Refused(SENT_BEFORE, day=long_date(submission.sent_on))
        _send(submission, on, by)


def _make(wadah: Wadah, funder: Funder, by: Actor) -> str:
    submission = Submission.create(
        no=fresh_number(f"D{today():%y}"),
        funder=wadah.funder_id,
        wadah_type=wadah.wadah_type,
        made_by_id=by.user_id,
    )
    people = bpjs_submission_making.add_lines(submission, wadah, most=MOST_PEOPLE)
    if not people:
        raise Refused(NOBODY)
    audit.record(
        "bpjs.disusun", by=by, kind="pengajuan", subject=submission.no, penanggung=funder.name, orang=people
    )
    return submission.no


def _send(submission: Submission, on: date, by: Actor) -> None:
    wadah = Wadah(submission.funder_id, submission.wadah_type)
    members = [worker.id for worker in bpjs_candidates.members(wadah)]
    people = asked_people(submission)
    with changing([*people, *members]) as changes:
        if not lines_in(submission, ASKED).exists():
            raise Refused(NOBODY_LEFT)
        changes.submit(_unsubmitted(submission), on=on)
        for chunk in in_chunks(members, PEOPLE_AT_ONCE):
            own = bpjs_candidates.unasked_in(wadah, CoverageMonth.id)
            changes.submit(own.where(CoverageMonth.worker.in_(chunk)), on=on)
    Submission.update(sent_on=on, sent_by_id=by.user_id).where(Submission.id == submission.id).execute()
    audit.record(
        "bpjs.dikirim", by=by, kind="pengajuan", subject=submission.no, tanggal=on.isoformat(), orang=len(people)
    )  # fmt: skip


def _unsubmitted(submission: Submission):
    """The query of months of its open lines that were not handed over before."""
    here = (SubmissionLine.submission == submission.id) & (SubmissionLine.state == ASKED)
    return months_asked(CoverageMonth.id).where(here, CoverageMonth.submitted_on.is_null())
