"""What somebody says about a file of BPJS that is sent in: to which submission it answers, or of which day it is."""

from dataclasses import dataclass
from datetime import date

from db.models import Funder, Submission
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services import bpjs_submissions
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bpjs_answer_files import ANSWER, MEMBER_LIST

NOT_SENT = N_("Pengajuan %(no)s belum dikirim ke BPJS, maka belum dapat dijawab.")
CANCELLED = N_("Pengajuan %(no)s sudah dibatalkan, maka tidak dapat dijawab.")
NO_SUBMISSION = N_("Tidak ada pengajuan dengan nomor itu. Pilih dari daftar, atau kosongkan.")
NO_FUNDER = N_("Pilih penanggung dari daftar: wadah siapa yang terdaftar di dalamnya, atau semua penanggung.")
NO_DAY = N_("Isi tanggal keadaan daftar ini: sejak kapan BPJS menyebut orang-orangnya aktif.")
DAY_AHEAD = N_("Tanggal %(day)s belum tiba. Isi hari daftar ini dibuat BPJS.")


@dataclass(frozen=True)
class NewAnswer:
    """`kind`: answer or members. `submission` is a number, or "" for whatever was asked; `as_of` and `funder_id` (None
    for all) are of a list of members. `sheet` is (file name, bytes)."""

    kind: str
    sheet: tuple[str, bytes]
    submission: str = ""
    as_of: date | None = None
    funder_id: int | None = None


class DayRefused(Refused):
    """The day of a list of members."""


def columns_of(wish: NewAnswer, by: Actor) -> dict:
    """The same as its row keeps it. Raises DayRefused, Refused for a submission BPJS cannot answer or nobody's."""
    if wish.kind == MEMBER_LIST:
        return {"kind": MEMBER_LIST, "as_of": _day(wish.as_of), "funder": _funder(wish.funder_id)}
    return {"kind": ANSWER, "submission": _submission(wish.submission, by)}


def _day(as_of: date | None) -> date:
    if as_of is None:
        raise DayRefused(NO_DAY)
    if as_of > today():
        raise DayRefused(DAY_AHEAD, day=long_date(as_of))
    return as_of


def _funder(funder_id: int | None) -> int | None:
    if funder_id is not None and not Funder.select().where(Funder.id == funder_id).exists():
        raise Refused(NO_FUNDER)
    return funder_id


def _submission(no: str, by: Actor) -> int | None:
    if not no:
        return None
    try:
        submission: Submission = bpjs_submissions.submission_seen_by(by, no)
    except NotThere as missing:
        raise Refused(NO_SUBMISSION) from missing
    if submission.cancelled_at:
        raise Refused(CANCELLED, no=no)
    if submission.sent_on is None:
        raise Refused(NOT_SENT, no=no)
    return submission.id
