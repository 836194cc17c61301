"""A NIK that Dukcapil refuses: written down by hand, settled by a corrected NIK (corrections.py) or when somebody has
sorted it out there."""

from db.connection import writing
from db.models import Worker, WorkerFlag
from kiosk.domain.words import N_
from kiosk.services import audit, worker_flags, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.worker_flags import DUKCAPIL

SETTLED = "nik.dukcapil_beres"  # in the audit trail
ALREADY = N_("Penolakan Dukcapil untuk orang ini sudah dicatat.")


def open_refusal(*, reg_no: str, by: Actor) -> tuple[Worker, WorkerFlag | None]:
    """The person and what is open about their NIK. Raises NotThere, NotAllowed."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    flags = worker_flags.open_flags(worker.id)
    return worker, next((flag for flag in flags if flag.kind == DUKCAPIL), None)


def note_refusal(*, reg_no: str, note: str, client_key: str, by: Actor) -> None:
    """Put the person on the work list. `note` says in clear what Dukcapil said, without a number of the person.

    Raises NotThere, NotAllowed, Refused when it is written down already, KeyInUse."""
    content = {"worker": reg_no, "note": note}
    once(key=client_key, purpose="dukcapil", content=content, by=by, make=lambda: _note(reg_no, note, by))


def _note(reg_no: str, note: str, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    if any(flag.kind == DUKCAPIL for flag in worker_flags.open_flags(worker.id)):
        raise Refused(ALREADY)
    worker_flags.raise_flag(worker_id=worker.id, kind=DUKCAPIL, by=by, note=note)
    audit.record("nik.ditolak_dukcapil", by=by, kind="pekerja", subject=reg_no, catatan=note)
    return reg_no


def settle_refusal(*, reg_no: str, note: str, by: Actor) -> bool:
    """Whether there was one to settle; a second press changes nothing. `note` as above says what was found out or
    mended. Raises NotThere, NotAllowed, Refused."""
    with writing():
        worker = worker_rights.worker_to_change(by, reg_no)
        settled = worker_flags.settle(worker_id=worker.id, kind=DUKCAPIL, by=by)
        if settled:
            audit.record(SETTLED, by=by, kind="pekerja", subject=reg_no, catatan=note)
    return settled
