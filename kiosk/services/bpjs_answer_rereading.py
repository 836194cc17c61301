"""A file of BPJS is read again, once what kept some of its lines from being used has been put right. What had an effect
stays as it is; what changed nothing is judged anew. What the job does stands in bpjs_answer_reading."""

from db.connection import held
from db.models import Answer, Job
from kiosk.domain.words import N_
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.services import access, audit, batch_sheets, bpjs_answer_rows, queue
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_answer_files import (
    READ,
    READING_AGAIN,
    answer_seen_by,
    content_of,
    is_being_read,
)
from kiosk.services.bpjs_answer_reading import read_answer_again
from kiosk.services.once import once

NOT_READ = N_("Berkas ini belum selesai dibaca, maka belum dapat dibaca ulang.")
NOTHING_OPEN = N_("Semua baris berkas ini sudah terpakai, maka tidak ada yang perlu dibaca ulang.")


@each_sheet_opened_once(FOR_A_KEPT_SHEET)
def read_again(*, no: str, for_all: bool, client_key: str, by: Actor) -> int | None:
    """Once per key, and not beside itself; a small file at once. `for_all`: as an answer to all that was sent, not only
    to the submission it came for. Answers with how many lines were used that had changed nothing before; None where
    the worker is at it, or its columns are to be explained. Raises NotAllowed, NotThere, KeyInUse, Refused."""
    access.require(by.role == "admin")
    answer = answer_seen_by(by, no)
    small = batch_sheets.is_small(content_of(answer))
    _job, first_time = once(
        key=client_key,
        purpose="bpjs.again",
        content={"answer": no, "for_all": for_all},
        by=by,
        make=lambda: _ask(answer.id, for_all, small, by),
    )
    if first_time and small:
        _run(no, by)
    return _used(no)


def _ask(answer_id: int, for_all: bool, small: bool, by: Actor) -> str:
    """While it is being read again a second press only waits along."""
    answer = held(Answer.select().where(Answer.id == answer_id)).get()
    if answer.state != READ:
        raise Refused(NOT_READ)
    if is_being_read(answer):
        return answer.no
    lines = bpjs_answer_rows.open_lines(answer)
    if not lines:
        raise Refused(NOTHING_OPEN)
    whose = {"answer": answer.id, "user": by.user_id, "before": lines}
    job = queue.ask(READING_AGAIN, by=by, run_here=small, **whose, here=small)
    wider = {"submission": None} if for_all else {}
    Answer.update(job_id=job.id, **wider).where(Answer.id == answer.id).execute()
    said = {"semua_pengajuan": True} if for_all else {}
    audit.record("bpjs.balasan_dibaca_ulang", by=by, kind="balasan", subject=answer.no, baris=lines, **said)
    return answer.no


def _run(no: str, by: Actor) -> None:
    job = _job_of(no)
    if job and job.arguments.get("here"):
        queue.run_job(job.id, lambda job, progress: run(job, by, progress))


def run(job: Job, by: Actor, progress) -> None:
    """What the job does, for who runs it."""
    asked = job.arguments
    read_answer_again(answer_id=asked["answer"], before=asked["before"], by=by, progress=progress)


def _used(no: str) -> int | None:
    answer, job = Answer.get(Answer.no == no), _job_of(no)
    if answer.state != READ or job is None or job.state != "done":
        return None
    return max(job.arguments["before"] - bpjs_answer_rows.open_lines(answer), 0)


def _job_of(no: str) -> Job | None:
    return Job.get_or_none(Job.id == Answer.get(Answer.no == no).job_id, Job.kind == READING_AGAIN)
