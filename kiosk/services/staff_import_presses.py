"""A roster that was read is applied by a press, or dropped. Never is something applied that nobody has seen: where the
rosters were changed since, the file is compared once more and shown again."""

from db.connection import held, in_turn
from db.models import StaffImport, StaffImportRow
from kiosk.domain.staff_fates import LEAVING, many_leave, may_be_applied
from kiosk.domain.words import N_
from kiosk.services import access, audit, queue, staff_import_scopes
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.staff_import_files import (
    APPLIED,
    APPLYING,
    APPLYING_JOB,
    COLUMNS,
    DROPPED,
    READ,
    REFUSED,
    STORED,
    import_seen_by,
    job_of,
    may_change,
)
from kiosk.services.staff_imports import ROSTERS, ask_reading

NOT_READ = N_("Daftar ini belum selesai dibaca, maka belum dapat diterapkan.")
ALREADY_APPLIED = N_("Daftar ini sudah diterapkan.")
IS_DROPPED = N_("Daftar ini sudah dibatalkan.")
OUTDATED = N_(
    "Daftar yang lebih baru, %(no)s, sudah diterapkan. Yang ini sudah usang: batalkan, atau unggah daftar terbaru."
)
ANOTHER = N_("Daftar %(no)s sedang diterapkan. Tunggu sampai selesai, lalu tekan Terapkan lagi.")
MANY_LEAVE = N_(
    "Lebih dari sepertiga pegawai akan dicatat keluar. Periksa dulu daftarnya; bila memang benar, centang "
    "pernyataannya."
)
NOTHING_RIGHT = N_(
    "Dalam berkas ini tidak ada satu baris pun yang benar, maka tidak ada yang diterapkan dan tidak ada yang dicatat "
    "keluar."
)
TOO_LATE = N_("Daftar ini sedang atau sudah diterapkan, maka tidak dapat dibatalkan lagi.")
COMPARED = "compared"


class ManyLeave(Refused):
    """It has to be ticked that so many are gone."""

    def __init__(self):
        super().__init__(MANY_LEAVE)


def apply(*, code: str, no: str, many_may_leave: bool, client_key: str, by: Actor) -> bool:
    """Have the worker write a roster that was read, once per key. False where it was compared once more instead, since
    the rosters are no longer those that it was compared with. Raises NotThere, NotAllowed, KeyInUse, ManyLeave,
    Refused."""
    staff_import = _changed_by(by, code, no)
    answer, _first = once(
        key=client_key,
        purpose="staff.apply",
        content={"import": no, "many": many_may_leave},
        by=by,
        make=lambda: _apply(staff_import.id, many_may_leave, by),
    )
    return answer != COMPARED


def drop(*, code: str, no: str, client_key: str, by: Actor) -> None:
    """A roster that nobody applies any more, once per key; its rows go. Raises NotThere, NotAllowed, KeyInUse,
    Refused."""
    staff_import = _changed_by(by, code, no)
    once(
        key=client_key,
        purpose="staff.drop",
        content={"import": no},
        by=by,
        make=lambda: _drop(staff_import.id, by),
    )


def _changed_by(by: Actor, code: str, no: str) -> StaffImport:
    staff_import = import_seen_by(by, code, no)
    access.require(may_change(by))
    return staff_import


def _held(import_id: int) -> StaffImport:
    in_turn(ROSTERS)
    return held(StaffImport.select().where(StaffImport.id == import_id)).get()


def _apply(import_id: int, many_may_leave: bool, by: Actor) -> str:
    staff_import = _held(import_id)
    if _failed_halfway(staff_import):
        return _ask(staff_import, by)
    _require_applicable(staff_import)
    if staff_import_scopes.applied_since_read(staff_import):
        return _compare_again(staff_import, by)
    counts = staff_import.counts
    if many_leave(counts.get(LEAVING, 0), counts["staff"]) and not many_may_leave:
        raise ManyLeave
    audit.record(
        "pegawai.daftar_diterapkan", by=by, kind="daftar_pegawai", subject=staff_import.no, jumlah=counts
    )
    return _ask(staff_import, by)


def _failed_halfway(staff_import: StaffImport) -> bool:
    job = job_of(staff_import)
    return staff_import.state == APPLYING and job is not None and job.state == "failed"


def _require_applicable(staff_import: StaffImport) -> None:
    if staff_import.state in (STORED, COLUMNS, REFUSED):
        raise Refused(NOT_READ)
    if staff_import.state != READ:
        raise Refused(IS_DROPPED if staff_import.state == DROPPED else ALREADY_APPLIED)
    if not may_be_applied(staff_import.counts):
        raise Refused(NOTHING_RIGHT)
    if newer := staff_import_scopes.newer_applied(staff_import):
        raise Refused(OUTDATED, no=newer.no)
    if other := staff_import_scopes.being_applied(staff_import):
        raise Refused(ANOTHER, no=other.no)


def _compare_again(staff_import: StaffImport, by: Actor) -> str:
    _delete_rows(staff_import)
    StaffImport.update(state=STORED, counts=None, read_at=None).where(
        StaffImport.id == staff_import.id
    ).execute()
    ask_reading(staff_import, by=by)
    return COMPARED


def _ask(staff_import: StaffImport, by: Actor) -> str:
    job = queue.ask(APPLYING_JOB, by=by, staff_import=staff_import.id, user=by.user_id)
    changes = {"state": APPLYING, "job_id": job.id, "applied_by": by.user_id}
    StaffImport.update(changes).where(StaffImport.id == staff_import.id).execute()
    return staff_import.no


def _drop(import_id: int, by: Actor) -> str:
    staff_import = _held(import_id)
    if staff_import.state in (APPLYING, APPLIED):
        raise Refused(TOO_LATE)
    if staff_import.state != DROPPED:
        _delete_rows(staff_import)
        StaffImport.update(state=DROPPED).where(StaffImport.id == import_id).execute()
        audit.record("pegawai.daftar_dibatalkan", by=by, kind="daftar_pegawai", subject=staff_import.no)
    return staff_import.no


def _delete_rows(staff_import: StaffImport) -> None:
    StaffImportRow.delete().where(StaffImportRow.staff_import == staff_import).execute()
