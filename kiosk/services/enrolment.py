"""Enrol one person: saved exactly once, sealed, audited, durable before it is acknowledged."""

from datetime import date

from db.models import Batch, Worker
from kiosk.domain.enrolment import Enrolment
from kiosk.services import audit, batch_singles, safe
from kiosk.services.acting import Actor
from kiosk.services.once import once
from kiosk.services.worker_rows import insert_worker, note_consent


def enrol(*, entry: Enrolment, client_key: str, batch_no: str | None = None, by: Actor) -> str:
    """Save one person and answer with the registration number; the same `client_key` answers the same again.

    What a company enrols singly goes into a batch of its own. Raises worker_rows.AlreadyEnrolled, once.KeyInUse,
    NotAllowed, Refused (a batch that is closed or full)."""
    content = vars(entry) | {"batch": batch_no or ""}
    reg_no, _first = once(
        key=client_key,
        purpose="enrolment",
        content=content,
        by=by,
        make=lambda: _save(entry, batch_no, by),
    )
    return reg_no


def _save(entry: Enrolment, batch_no: str | None, by: Actor) -> str:
    worker = insert_worker(entry, by=by)
    note_consent(worker.id, how=entry.consent_how, taken_by=by.user_id)
    if batch_no or by.role == "mitra":
        batch_singles.add_single(worker=worker, batch_no=batch_no, by=by)
    audit.record("pekerja.didaftarkan", by=by, kind="pekerja", subject=worker.reg_no)
    return worker.reg_no


def first_month_of(batch_no: str | None) -> date | None:
    """The month with which a batch begins to pay; None without a batch."""
    batch = Batch.get_or_none(Batch.no == batch_no) if batch_no else None
    return batch.first_month if batch else None


def known_under(nik: str) -> Worker | None:
    """Who is enrolled with this NIK; a look before saving, the unique index stays the judge."""
    return Worker.get_or_none(Worker.nik_hash == safe.index(nik, safe.NIK))
