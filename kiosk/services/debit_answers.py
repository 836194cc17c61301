"""A file of the bank's answers comes in: refused before it is kept, or kept sealed with a job that reads it. The same
bytes are the same answer to a run; sent in under the wrong one they are still to come in under the right one."""

from db.connection import in_turn
from db.models import DebitReturn, DebitRun
from kiosk.domain import debits
from kiosk.domain.clock import today
from kiosk.domain.findings import blocks
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.bank_layout_parts import Layout
from kiosk.files.bank_returns import read_return
from kiosk.services import (
    access,
    audit,
    bank_layouts,
    debit_runs,
    queue,
    safe,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

FILES = 43  # one file at a time comes in: two desks may send the same
KIND = "debit_return"  # under which the bytes are sealed
JOB = "debit.read_return"
STORED, READ, REFUSED = "stored", "read", "refused"

NOT_SENT = N_("Debet ini belum diserahkan ke bank, maka belum ada jawaban untuk dicatat.")
SAME_AGAIN = N_("Berkas dengan isi yang persis sama sudah diunggah sebagai %(no)s. Ini hasilnya.")


class SameReturn(Refused):
    """The same bytes for the same run once more; `no` is the answer they came in as."""

    def __init__(self, no: str):
        super().__init__(SAME_AGAIN, no=no)
        self.no = no


class FileRefused(Refused):
    """The file as a whole cannot be used."""


def upload(*, run: DebitRun, sheet: tuple[str, bytes], client_key: str, by: Actor) -> str:
    """Keep the answer `sheet` (file name, bytes) to this run and have it read by the worker, once per key. Answers with
    its number. Raises NotAllowed, KeyInUse, SameReturn, FileRefused, Refused where the run was not sent."""
    access.require(by.role == "admin")
    name, content = sheet
    for finding in read_return(_layout_of(run), content).findings:
        if blocks((finding,)):
            raise FileRefused(finding.message, **dict(finding.params))
    stored, first_time = safe.keep_file(content, KIND), False
    try:
        no, first_time = once(
            key=client_key,
            purpose="debit.return",
            content={"run": run.id, "sheet": stored.sha256},
            by=by,
            make=lambda: _create(run, name, stored, by),
        )
    finally:
        if not first_time:
            safe.remove_file(stored.path)
    return no


def _layout_of(run: DebitRun) -> Layout:
    """A bank answers in the layout in which it was asked, whatever was chosen since."""
    return bank_layouts.named(run.layout) if run.layout else bank_layouts.current()


def _create(run: DebitRun, name: str, stored, by: Actor) -> str:
    in_turn(FILES)
    if debit_runs.held_run(run.id).state != debits.SENT:
        raise Refused(NOT_SENT)
    fingerprint = fingerprint_of(run, stored.sha256)
    if before := DebitReturn.get_or_none(DebitReturn.fingerprint == fingerprint):
        raise SameReturn(before.no)
    answer = DebitReturn.create(
        no=fresh_number(f"R{today():%y}"), run=run, file_name=without_long_numbers(name)[-200:],
        fingerprint=fingerprint, path=stored.path, layout=_layout_of(run).name, created_by=by.user_id,
    )  # fmt: skip
    job = queue.ask(JOB, by=by, debit_return=answer.id, user=by.user_id)
    DebitReturn.update(job_id=job.id).where(DebitReturn.id == answer.id).execute()
    audit.record(
        "debet.jawaban_diunggah", by=by, kind=debit_runs.OWNER, subject=f"{run.month:%Y-%m}",
        urutan=run.number, jawaban=answer.no,
    )  # fmt: skip
    return answer.no


def fingerprint_of(run: DebitRun, sha256: str) -> bytes:
    """By which the same bytes for the same run are known."""
    return safe.index(f"{run.id} {sha256}", KIND)


def seen_by(by: Actor, no: str) -> DebitReturn:
    """With its run. Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    found = DebitReturn.select(DebitReturn, DebitRun).join(DebitRun).where(DebitReturn.no == no).first()
    if found is None:
        raise NotThere
    return found
