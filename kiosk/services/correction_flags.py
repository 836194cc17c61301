"""What a correction settles about a person, and what it raises."""

from collections.abc import Collection, Mapping

from db.models import Worker
from kiosk.domain.correction_reasons import reason_words
from kiosk.domain.enrolment import differs_from_nik
from kiosk.domain.ktp_reasons import is_settled
from kiosk.domain.twins import Identity
from kiosk.services import approvals, audit, standing, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.person_values import Value

# By these BPJS tells one person from another; where somebody lives or works has turned nobody down.
READ_BY_BPJS = frozenset(("nik", "name", "birth_on", "birth_place", "sex", "mother_name", "kpj"))


def differs(values: Mapping[str, Value]) -> bool:
    """Whether birth date or sex are other than the NIK says."""
    return differs_from_nik(Identity(values["name"], values["birth_on"], values["sex"], values["nik"]))


def bring_in_step(worker: Worker, values: Mapping[str, Value], *, new_nik: bool, by: Actor) -> None:
    """In the caller's transaction. `values` is what stands on record now."""
    if differs(values) and not is_settled(values["ktp_reason"]):
        worker_flags.raise_flag(worker_id=worker.id, kind=worker_flags.KTP_DIFFERS, by=by)
    else:
        worker_flags.settle(worker_id=worker.id, kind=worker_flags.KTP_DIFFERS, by=by)
    if new_nik:
        worker_flags.settle(worker_id=worker.id, kind=worker_flags.DUKCAPIL, by=by)


def settle_rejection(worker: Worker, fields: Collection[str], *, by: Actor) -> None:
    """In the caller's transaction: what BPJS turned down is not what is on record any more."""
    if READ_BY_BPJS.intersection(fields):
        worker_flags.settle(worker_id=worker.id, kind=worker_flags.BPJS_REJECTED, by=by)


def ask_approval(worker: Worker, reason: str, by: Actor) -> None:
    """In the caller's transaction: by the birth date as corrected the person is under the minimum age."""
    Worker.update(approval=standing.ASKED).where(Worker.id == worker.id).execute()
    audit.record(
        approvals.ASKED_FOR, by=by, kind="pekerja", subject=worker.reg_no, alasan=reason_words(reason)
    )
