"""A file of BPJS comes in: refused before it is kept, or kept sealed with a job. What a job does stands in
bpjs_answer_reading."""

from collections.abc import Mapping

from db.connection import in_turn
from db.models import Answer, Job
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.words import N_, number, without_long_numbers
from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_findings import TOO_HEAVY
from kiosk.files.sheets import read_sheet
from kiosk.services import access, audit, bpjs_headings, bpjs_same_bytes, queue, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_answer_files import KIND, READING, VOCABULARIES, may_be_explained, reading_job
from kiosk.services.bpjs_answer_reading import read_answer
from kiosk.services.bpjs_answer_wishes import NewAnswer, columns_of
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

FILES = 29  # one file at a time comes in: two desks may send the same
ROWS_READ_AT_ONCE = 500  # larger ones are read by the worker, with a progress bar
BYTES_OPENED = 1_000_000  # what is larger is no small file, and opening it would take too long for a page
REPEATED = N_("Berkas dengan isi yang persis sama sudah diunggah sebagai %(no)s. Tidak perlu diunggah lagi.")
STILL_OPEN = N_(
    "Berkas ini sudah diunggah sebagai %(no)s, dan %(count)s barisnya belum mengubah apa pun. Bila sebabnya sudah "
    "dibetulkan, tekan Baca ulang di halaman ini."
)


class FileRefused(Refused):
    """The file as a whole cannot be used."""


class AlreadyThere(FileRefused):
    """The same bytes once more; `no` is the answer they came in as. `may_be_read_again`: lines of it have changed
    nothing so far. `ignored` says which choice made now counts for nothing."""

    def __init__(self, no: str, open_lines: int = 0, ignored: tuple[Finding, ...] = ()):
        super().__init__(STILL_OPEN if open_lines else REPEATED, no=no, count=number(open_lines))
        self.no = no
        self.may_be_read_again = open_lines > 0
        self.ignored = ignored


@each_sheet_opened_once()
def upload(*, wish: NewAnswer, client_key: str, by: Actor) -> str:
    """Keep a file of BPJS and read it, once per key; a small one at once. Answers with its number.

    Raises NotAllowed, KeyInUse, FileRefused, AlreadyThere, DayRefused, Refused for a submission BPJS cannot answer."""
    access.require(by.role == "admin")
    columns = columns_of(wish, by)
    small = _require_readable(wish)
    stored = safe.keep_file(wish.sheet[1], KIND)
    content = {name: str(value or "") for name, value in columns.items()} | {"sheet": stored.sha256}
    first_time = False
    try:
        no, first_time = once(
            key=client_key,
            purpose="bpjs.answer",
            content=content,
            by=by,
            make=lambda: _create(wish, columns, stored, small, by),
        )
    finally:
        if not first_time:
            safe.remove_file(stored.path)
    if first_time and small:
        read_at_once(no, by)
    return no


def _require_readable(wish: NewAnswer) -> bool:
    """Refuse an unusable file before anything is kept. What is large, or takes longer than a page may, is the worker's
    to judge. Answers whether it is small enough to be read at once. One whose headings may be explained is taken."""
    name, content = wish.sheet
    vocabulary, remembered = VOCABULARIES[wish.kind], bpjs_headings.remembered()
    _require(sheet_guard.refuse_unopened(content))
    if len(content) > BYTES_OPENED:
        return False
    reading = read_sheet(content, name, remembered, vocabulary)
    if any(finding.code == TOO_HEAVY for finding in reading.findings):
        return False
    if not (reading.asks_for_columns and may_be_explained(content, remembered, vocabulary)):
        for finding in reading.findings:
            _require(finding)
    return reading.filled <= ROWS_READ_AT_ONCE


def _require(finding: Finding | None) -> None:
    if finding and finding.severity is Severity.BLOCK:
        raise FileRefused(finding.message, **dict(finding.params))


def _create(wish: NewAnswer, columns: dict, stored, small: bool, by: Actor) -> str:
    in_turn(FILES)
    fingerprint = safe.index(stored.sha256, KIND)
    if before := Answer.get_or_none(Answer.fingerprint == fingerprint):
        _give_way(before, columns)
    answer = Answer.create(
        no=fresh_number(f"J{today():%y}"),
        file_name=without_long_numbers(wish.sheet[0])[-200:],
        fingerprint=fingerprint,
        path=stored.path,
        created_by_id=by.user_id,
        **columns,
    )
    ask_reading(answer, by=by, run_here=small)
    audit.record("bpjs.balasan_diunggah", by=by, kind="balasan", subject=answer.no, jenis=wish.kind)
    return answer.no


def _give_way(before: Answer, columns: Mapping) -> None:
    """The same bytes came before. Raises AlreadyThere."""
    if not bpjs_same_bytes.came_to_nothing(before):
        ignored = tuple(bpjs_same_bytes.ignored(before, columns))
        raise AlreadyThere(before.no, bpjs_same_bytes.open_lines(before), ignored)
    before.delete_instance()
    safe.remove_file(before.path)


def ask_reading(answer: Answer, *, by: Actor, run_here: bool, is_whole: bool = False) -> None:
    """Ask for the job that reads a stored file, in the caller's transaction; `is_whole` as in read_answer."""
    whose = {"answer": answer.id, "user": by.user_id, "whole": is_whole}
    job = queue.ask(READING, by=by, run_here=run_here, **whose, here=run_here)
    Answer.update(job_id=job.id).where(Answer.id == answer.id).execute()


def read_at_once(no: str, by: Actor) -> None:
    """A small file is read at once, so that its result is on the next page. It has a job all the same: one that is cut
    off in the middle is taken up again."""
    job = reading_job(Answer.get(Answer.no == no))
    if job and job.arguments.get("here"):
        with each_sheet_opened_once(FOR_A_KEPT_SHEET):
            queue.run_job(job.id, lambda job, progress: run(job, by, progress))


def run(job: Job, by: Actor, progress) -> None:
    """What the job does, for who runs it."""
    asked = job.arguments
    is_whole = asked.get("whole", False)
    read_answer(answer_id=asked["answer"], by=by, progress=progress, is_whole=is_whole)
