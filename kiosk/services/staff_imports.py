"""A department's roster comes in: refused before it is kept, or kept sealed with a job that reads it. The same bytes
lead to what became of them the first time."""

from db.connection import in_turn
from db.models import Opd, StaffImport
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import each_sheet_opened_once
from kiosk.files.sheet_findings import TOO_HEAVY
from kiosk.files.sheets import read_sheet
from kiosk.services import access, audit, queue, safe, staff_import_scopes
from kiosk.services.acting import Actor, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.staff_import_files import (
    DROPPED,
    KIND,
    READING_JOB,
    REFUSED,
    department_seen_by,
    may_be_explained,
    may_change,
    vocabulary_of,
)

ROSTERS = 41  # one file at a time comes in: two desks may send the same
BYTES_OPENED = 1_000_000  # opening what is larger takes too long for a page
SAME_AGAIN = N_("Berkas dengan isi yang persis sama sudah diunggah sebagai %(no)s. Ini hasilnya.")


class RosterRefused(Refused):
    """The file as a whole cannot be used."""


class SameRoster(Refused):
    """The same bytes once more; `no` is the import they came in as."""

    def __init__(self, no: str):
        super().__init__(SAME_AGAIN, no=no)
        self.no = no


@each_sheet_opened_once()
def upload(*, code: str, sheet: tuple[str, bytes], client_key: str, by: Actor) -> str:
    """Keep the roster `sheet` (file name, bytes) of the department of this code, or of the whole city, and have it read
    by the worker, once per key. Answers with its number.

    Raises NotAllowed, NotThere, KeyInUse, RosterRefused, SameRoster."""
    opd = department_seen_by(by, code)
    access.require(may_change(by))
    _require_readable(sheet, opd)
    stored, first_time = safe.keep_file(sheet[1], KIND), False
    try:
        no, first_time = once(
            key=client_key,
            purpose="staff.roster",
            content={"opd": code, "sheet": stored.sha256},
            by=by,
            make=lambda: _create(opd, sheet[0], stored, by),
        )
    finally:
        if not first_time:
            safe.remove_file(stored.path)
    return no


def _require_readable(sheet: tuple[str, bytes], opd: Opd | None) -> None:
    """What is large, or takes longer than a page may, is the worker's to judge; one whose headings may be explained is
    taken."""
    (name, content), vocabulary = sheet, vocabulary_of(opd.id if opd else None)
    _require(sheet_guard.refuse_unopened(content))
    if len(content) > BYTES_OPENED:
        return
    reading = read_sheet(content, name, None, vocabulary)
    if any(finding.code == TOO_HEAVY for finding in reading.findings):
        return
    if not (reading.asks_for_columns and may_be_explained(content, {}, vocabulary)):
        for finding in reading.findings:
            _require(finding)


def _require(finding: Finding | None) -> None:
    if finding and finding.severity is Severity.BLOCK:
        raise RosterRefused(finding.message, **dict(finding.params))


def _create(opd: Opd | None, file_name: str, stored, by: Actor) -> str:
    in_turn(ROSTERS)
    fingerprint = safe.index(stored.sha256, KIND)
    _lead_to_the_first(opd, fingerprint)
    made = StaffImport.create(
        no=fresh_number(f"D{today():%y}"),
        opd=opd,
        file_name=without_long_numbers(file_name)[-200:],
        fingerprint=fingerprint,
        path=stored.path,
        created_by_id=by.user_id,
    )
    ask_reading(made, by=by)
    audit.record(
        "pegawai.daftar_diunggah", by=by, kind="daftar_pegawai", subject=made.no, opd=opd.code if opd else ""
    )
    return made.no


def _lead_to_the_first(opd: Opd | None, fingerprint: bytes) -> None:
    """One that came to nothing, or after which the rosters were changed by another, may be sent once more."""
    same = StaffImport.select().where(StaffImport.fingerprint == fingerprint).order_by(StaffImport.id.desc())
    whose = StaffImport.opd == opd if opd else StaffImport.opd.is_null()
    before = same.where(whose, StaffImport.state.not_in((REFUSED, DROPPED))).first()
    if before and not staff_import_scopes.is_outdated(before):
        raise SameRoster(before.no)


def ask_reading(staff_import: StaffImport, *, by: Actor) -> None:
    """Ask for the job that reads a stored roster, in the caller's transaction."""
    job = queue.ask(READING_JOB, by=by, staff_import=staff_import.id, user=by.user_id)
    StaffImport.update(job_id=job.id).where(StaffImport.id == staff_import.id).execute()
