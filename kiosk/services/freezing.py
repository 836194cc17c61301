"""Restricting what is done with a person's data, and lifting that again (UU 27/2022: within 3 × 24 hours)."""

from db.models import AuditEvent, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, deaths, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once

PERSON, HEIR, AUTHORITY = "self", "heir", "disnaker"
ASKERS = {PERSON: N_("Orangnya sendiri"), HEIR: N_("Ahli waris"), AUTHORITY: N_("Keputusan Disnaker")}

ALREADY = N_("Data orang ini sudah dibekukan.")
NOT_FROZEN = N_("Data orang ini tidak sedang dibekukan.")
CONSENT_FIRST = N_(
    "Orang ini menarik persetujuannya. Catat dulu persetujuan yang baru; pembekuannya terbuka bersama itu."
)
BE_HERE = N_(
    "Pembekuan hanya dapat dibuka di pos bila orangnya hadir sendiri. Bila tidak, minta bantuan admin."
)
ADMIN_ONLY = N_("Data orang ini dibekukan atas keputusan Disnaker. Hanya admin yang dapat membukanya.")


def freeze(*, reg_no: str, asker: str, reason: str, client_key: str, by: Actor) -> None:
    """From now on this person is neither funded anew, nor printed for, nor listed. `asker` is one of ASKERS.

    Raises NotThere, NotAllowed, Refused when they are frozen already, KeyInUse."""
    content = {"worker": reg_no, "asker": asker, "reason": reason}
    once(
        key=client_key,
        purpose="freeze",
        content=content,
        by=by,
        make=lambda: _freeze(reg_no, asker, reason, by),
    )


def _freeze(reg_no: str, asker: str, reason: str, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    if worker.frozen_at:
        raise Refused(ALREADY)
    mark_frozen(worker, reason=reason, by=by)
    audit.record("pekerja.dibekukan", by=by, kind="pekerja", subject=reg_no, peminta=asker, alasan=reason)
    return reg_no


def mark_frozen(worker: Worker, *, reason: str, by: Actor) -> None:
    """In the caller's transaction, which writes its own line into the trail."""
    values = {"frozen_at": utc_now(), "frozen_by": by.user_id, "frozen_reason": reason}
    Worker.update(**values).where(Worker.id == worker.id).execute()


def unfreeze(*, reg_no: str, reason: str, present: bool, client_key: str, by: Actor) -> None:
    """Lift it. `present`: the person stands at the post, without which an officer may not.

    Raises NotThere, NotAllowed, Refused when nothing is frozen, or consent was withdrawn, or only admin may."""
    content = {"worker": reg_no, "reason": reason, "present": present}
    once(
        key=client_key,
        purpose="unfreeze",
        content=content,
        by=by,
        make=lambda: _unfreeze(reg_no, reason, present, by),
    )


def _unfreeze(reg_no: str, reason: str, present: bool, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    if not worker.frozen_at:
        raise Refused(NOT_FROZEN)
    deaths.require_living(worker)
    if worker_rights.withdrawn_at(worker):
        raise Refused(CONSENT_FIRST)
    if by.role != "admin":
        _require_person(reg_no, present)
    mark_free(worker)
    audit.record("pekerja.dibuka_bekunya", by=by, kind="pekerja", subject=reg_no, alasan=reason)
    return reg_no


def mark_free(worker: Worker) -> None:
    """In the caller's transaction, which writes its own line into the trail."""
    values = {"frozen_at": None, "frozen_by": None, "frozen_reason": None}
    Worker.update(**values).where(Worker.id == worker.id).execute()


def _require_person(reg_no: str, present: bool) -> None:
    if asked_by(reg_no) == AUTHORITY:
        raise Refused(ADMIN_ONLY)
    if not present:
        raise Refused(BE_HERE)


def asked_by(reg_no: str) -> str:
    """Who asked for the latest freeze, one of ASKERS; empty where consent was withdrawn instead."""
    line = (
        AuditEvent.select()
        .where(
            AuditEvent.subject_kind == "pekerja",
            AuditEvent.subject == reg_no,
            AuditEvent.action == "pekerja.dibekukan",
        )
        .order_by(AuditEvent.id.desc())
        .first()
    )
    return line.detail.get("peminta", "") if line else ""
