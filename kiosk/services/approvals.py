"""People under the minimum age: asked for at the desk, decided by Disnaker's admin with a letter (DOMAIN 1.2)."""

from dataclasses import dataclass
from datetime import date

from db.models import AuditEvent, Worker
from kiosk.domain.age import age_on
from kiosk.domain.clock import today
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.words import N_
from kiosk.services import access, audit, standing, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once

ASKED_FOR = "persetujuan.diminta"
DECISIONS = {standing.APPROVED: "persetujuan.diberikan", standing.DECLINED: "persetujuan.ditolak"}

NOT_IN_A_BATCH = N_(
    "Orang di bawah umur paling rendah belum dapat masuk batch. Pilih tanpa penanggung; setelah disetujui Disnaker ia "
    "dapat ditanggung."
)
ASK_AT_THE_POST = N_(
    "Permohonan persetujuan dikirim lewat pos pendaftaran. Minta orangnya datang ke pos bersama orang tua atau walinya."
)
NOT_ASKED = N_("Tidak ada permohonan persetujuan untuk orang ini.")
DECIDED = N_("Permohonan ini sudah diputuskan.")


@dataclass(frozen=True)
class Decision:
    """What Disnaker decided: its letter (number and day) where there is one, the reason where it declined."""

    agreed: bool
    letter_no: str = ""
    letter_on: date | None = None
    reason: str = ""

    @property
    def state(self) -> str:
        return standing.APPROVED if self.agreed else standing.DECLINED


@dataclass(frozen=True)
class Request:
    """An approval asked for, as the person's page shows it. `state`: asked | approved | refused; `asked` and
    `decided` are the lines of the trail, `decided` None while nobody has decided; `of_age`: needed no more."""

    state: str
    age: int
    of_age: bool
    asked: AuditEvent | None
    decided: AuditEvent | None

    @property
    def decided_on(self) -> date | None:
        """The day of Disnaker's letter, None where there was none."""
        written = self.decided.detail.get("tanggal") if self.decided else ""
        return date.fromisoformat(written) if written else None

    @property
    def reason(self) -> str:
        return self.asked.detail.get("alasan", "") if self.asked else ""


def ask(worker: Worker, entry: Enrolment, *, in_batch: bool, by: Actor) -> None:
    """Write down, in the enrolment's own transaction, that this person needs an approval; nothing where they need
    none. Raises Refused for a company's person or one put into a batch: nobody may be funded before the approval."""
    if entry.approval != standing.ASKED:
        return
    if by.role == "mitra":
        raise Refused(ASK_AT_THE_POST)
    if in_batch:
        raise Refused(NOT_IN_A_BATCH)
    audit.record(ASKED_FOR, by=by, kind="pekerja", subject=worker.reg_no, alasan=entry.approval_reason)


def request_of(worker: Worker, by: Actor) -> Request | None:
    """What was asked and decided about this person; None for nearly everybody, without a query, and for a company."""
    if not worker.approval or by.role == "mitra":
        return None
    lines = _lines(worker.reg_no)
    decided = lines.get(DECISIONS.get(worker.approval, ""))
    return Request(
        state=worker.approval,
        age=age_on(worker.birth_on, today()),
        of_age=worker.approval != standing.APPROVED and not standing.awaits_approval(worker),
        asked=lines.get(ASKED_FOR),
        decided=decided,
    )


def _lines(reg_no: str) -> dict[str, AuditEvent]:
    """The latest line of each kind."""
    found = AuditEvent.select().where(
        AuditEvent.subject_kind == "pekerja",
        AuditEvent.subject == reg_no,
        AuditEvent.action.in_([ASKED_FOR, *DECISIONS.values()]),
    )
    return {line.action: line for line in found.order_by(AuditEvent.id)}


def decide(*, reg_no: str, decision: Decision, client_key: str, by: Actor) -> None:
    """Approve or decline; who was declined may be approved later.

    Raises NotThere, NotAllowed, Refused where nothing was asked or it was decided so already, KeyInUse."""
    access.require(by.role == "admin")
    once(
        key=client_key,
        purpose="approval",
        content={"worker": reg_no, **vars(decision)},
        by=by,
        make=lambda: _decide(reg_no, decision, by),
    )


def _decide(reg_no: str, decision: Decision, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    if worker.approval is None:
        raise Refused(NOT_ASKED)
    if worker.approval in (standing.APPROVED, decision.state):
        raise Refused(DECIDED)
    Worker.update(approval=decision.state).where(Worker.id == worker.id).execute()
    audit.record(
        DECISIONS[decision.state],
        by=by,
        kind="pekerja",
        subject=reg_no,
        surat=decision.letter_no,
        tanggal=decision.letter_on.isoformat() if decision.letter_on else "",
        alasan=decision.reason,
    )
    return reg_no
