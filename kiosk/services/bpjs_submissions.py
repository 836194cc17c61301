"""BPJS is asked for people: a submission is made, sent, taken back before the first answer; a line taken out of it.

Order of holding: the submission, then its people by id. Months are written by coverage_changes alone."""

from datetime import date

from db.connection import held, writing
from db.models import CoverageMonth, Funder, Submission, SubmissionLine
from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, bpjs_candidates, bpjs_submission_making
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED
from kiosk.services.bpjs_submission_lookup import lines_of, months_asked, submission_seen_by
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

MOST_PEOPLE = 10_000  # in one submission: so long nobody else writes
PEOPLE_AT_ONCE = 500
ACCEPTED, REJECTED = "accepted", "rejected"
STATES = (ASKED, ACCEPTED, REJECTED, DROPPED)

__all__ = [
    "WrongDay", "cancel", "drop_line", "lines_of", "make", "months_asked", "opened", "require_day", "send",
    "submission_seen_by",
]  # fmt: skip

NOBODY = N_("Tidak ada orang yang siap diajukan untuk penanggung ini. Lihat dulu siapa yang masih terhalang.")
NOBODY_LEFT = N_("Tidak ada lagi orang yang diajukan di sini. Batalkan pengajuan ini, lalu buat yang baru.")
NOT_YET = N_("Tanggal %(day)s belum tiba. Isi hari daftar ini benar-benar diserahkan kepada BPJS.")
TOO_EARLY = N_(
    "Pengajuan ini baru disusun pada %(made)s, maka tidak mungkin diserahkan pada %(day)s. Isi hari daftar ini "
    "benar-benar diserahkan kepada BPJS."
)
CANCELLED = N_("Pengajuan ini sudah dibatalkan.")
SENT_BEFORE = N_("Pengajuan ini sudah dicatat terkirim pada %(day)s.")
ANSWERED = N_(
    "BPJS sudah menjawab sebagian pengajuan ini, maka tidak dapat dibatalkan. Orang yang belum dijawab dapat dicabut "
    "satu per satu."
)
NOT_ASKED = N_("Baris ini tidak menunggu jawaban lagi, maka tidak dapat dicabut.")


class WrongDay(Refused):
    """Stands beside the field the day was written in."""


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


def cancel(*, no: str, why: str, by: Actor) -> None:
    """Take back a submission nobody has answered yet; its people can be asked for again. Raises NotAllowed, NotThere,
    Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        with changing(_asked_people(submission)) as changes:
            if _lines(submission, ACCEPTED, REJECTED).exists():
                raise Refused(ANSWERED)
            people = _drop(submission, changes, _lines(submission, ASKED).select(SubmissionLine.id))
        told = {"cancelled_at": utc_now(), "cancelled_by_id": by.user_id, "cancelled_why": why}
        Submission.update(**told).where(Submission.id == submission.id).execute()
        audit.record("bpjs.dibatalkan", by=by, kind="pengajuan", subject=no, orang=people, alasan=why)


def drop_line(*, no: str, number: int, by: Actor) -> str:
    """Take one person out before BPJS answers; answers with their name. Raises NotAllowed, NotThere, Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        line = _line(submission, number)
        with changing([line.worker_id]) as changes:
            asked = _lines(submission, ASKED).where(SubmissionLine.id == line.id)
            if not _drop(submission, changes, asked.select(SubmissionLine.id)):
                raise Refused(NOT_ASKED)
        audit.record("bpjs.baris_dicabut", by=by, kind="pekerja", subject=line.worker.reg_no, pengajuan=no)
    return line.worker.name


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


def require_day(submission: Submission, on: date) -> None:
    """Nothing is handed over before it was made, nor tomorrow. Raises WrongDay."""
    made_on = local(submission.made_at).date()
    if on > today():
        raise WrongDay(NOT_YET, day=long_date(on))
    if on < made_on:
        raise WrongDay(TOO_EARLY, made=long_date(made_on), day=long_date(on))


def opened(no: str) -> Submission:
    """Held until the caller's transaction ends. Raises NotThere, Refused once it was taken back."""
    submission = held(Submission.select().where(Submission.no == no)).first()
    if submission is None:
        raise NotThere
    if submission.cancelled_at:
        raise Refused(CANCELLED)
    return submission


def _send(submission: Submission, on: date, by: Actor) -> None:
    wadah = Wadah(submission.funder_id, submission.wadah_type)
    members = [worker.id for worker in bpjs_candidates.members(wadah)]
    people = _asked_people(submission)
    with changing([*people, *members]) as changes:
        if not _lines(submission, ASKED).exists():
            raise Refused(NOBODY_LEFT)
        changes.submit(_unsubmitted(submission), on=on)
        for chunk in in_chunks(members, PEOPLE_AT_ONCE):
            own = bpjs_candidates.unasked_in(wadah, CoverageMonth.id)
            changes.submit(own.where(CoverageMonth.worker.in_(chunk)), on=on)
    Submission.update(sent_on=on, sent_by_id=by.user_id).where(Submission.id == submission.id).execute()
    audit.record(
        "bpjs.dikirim", by=by, kind="pengajuan", subject=submission.no, tanggal=on.isoformat(), orang=len(people)
    )  # fmt: skip


def _drop(submission: Submission, changes: Changes, lines) -> int:
    """These lines (a query of their ids), of people who are held; answers with how many."""
    ids = [line.id for line in lines]
    for chunk in in_chunks(ids, PEOPLE_AT_ONCE):
        if submission.sent_on:
            months = months_asked(CoverageMonth.id).where(SubmissionLine.id.in_(chunk))
            changes.unsubmit(months.where(CoverageMonth.effective_on.is_null()))
        SubmissionLine.update(state=DROPPED).where(SubmissionLine.id.in_(chunk)).execute()
    return len(ids)


def _asked_people(submission: Submission) -> list[int]:
    rows = _lines(submission, ASKED).select(SubmissionLine.worker)
    return [worker_id for (worker_id,) in rows.tuples()]


def _lines(submission: Submission, *states: str):
    return SubmissionLine.select().where(
        SubmissionLine.submission == submission.id, SubmissionLine.state.in_(states)
    )


def _line(submission: Submission, number: int) -> SubmissionLine:
    line = lines_of(submission).where(SubmissionLine.number == number).first()
    if line is None:
        raise NotThere
    return line


def _unsubmitted(submission: Submission):
    """The query of months of its open lines that were not handed over before."""
    here = (SubmissionLine.submission == submission.id) & (SubmissionLine.state == ASKED)
    return months_asked(CoverageMonth.id).where(here, CoverageMonth.submitted_on.is_null())
