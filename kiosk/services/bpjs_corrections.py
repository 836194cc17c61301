"""BPJS corrects what it has answered about somebody: it takes them on no more, or from another day. Noted by the admin,
where it came from beside it; carried out as it was read, or not at all.

Order of holding: payments, the person, the months, the line."""

from datetime import date

from db.connection import held
from db.models import SubmissionLine
from kiosk.domain.clock import add_months, today
from kiosk.domain.words import N_, long_date
from kiosk.services import access, payment_reversals
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_correction_doing import Correction, move, take_back, tell
from kiosk.services.bpjs_correction_facts import ACCEPTED
from kiosk.services.bpjs_correction_plans import MOVED, TAKEN_BACK, Plan, plan_of
from kiosk.services.bpjs_submission_lookup import line_seen_by
from kiosk.services.coverage_changes import changing
from kiosk.services.once import once
from kiosk.services.private_words import SecretInReason, SecretInSource, require_none

__all__ = [
    "MOVED", "PURPOSE", "TAKEN_BACK", "ChangedMeanwhile", "Correction", "SecretInReason", "SecretInSource", "WrongDay",
    "correct", "preview",
]  # fmt: skip

PURPOSE = "bpjs.correction"
MONTHS_BEFORE = 12  # BPJS may begin a membership earlier than asked; a year is a slip of the hand

NOT_ACCEPTED = N_(
    "Menurut catatan, BPJS tidak sedang menerima orang ini dalam pengajuan %(no)s, maka tidak ada yang dibetulkan."
)
CHANGED = N_(
    "Catatan orang ini baru saja berubah, maka belum ada yang dilakukan. Baca akibatnya sekali lagi."
)
SAME_DAY = N_("Hari mulai yang tercatat memang %(day)s. Isi hari yang disebut BPJS sekarang.")
NOT_YET = N_("Hari %(day)s belum tiba. Catat pembetulan ini mulai hari itu.")
TOO_EARLY = N_("Hari %(day)s lebih dari setahun sebelum bulan pertama yang diajukan. Periksa tahunnya.")


class WrongDay(Refused):
    """Stands beside the field the day was written in."""


class ChangedMeanwhile(Refused):
    """Something else would follow than was read."""

    def __init__(self):
        super().__init__(CHANGED)


def preview(*, no: str, number: int, wish: Correction, by: Actor) -> Plan:
    """What would follow now; nothing is done. Raises NotAllowed, NotThere, WrongDay, SecretInReason, SecretInSource,
    Refused."""
    access.require(by.role in access.SEES_ALL)
    return _plan(line_seen_by(by, no, number), wish)


def correct(*, no: str, number: int, wish: Correction, seen: str, client_key: str, by: Actor) -> None:
    """Do what was read, `seen` being its Plan.mark. Once per key. Raises NotAllowed, NotThere, KeyInUse, WrongDay,
    SecretInReason, SecretInSource, ChangedMeanwhile, Refused where BPJS accepts the person no more by what is on
    record."""
    access.require(by.role == "admin")
    line = line_seen_by(by, no, number)
    once(
        key=client_key,
        purpose=PURPOSE,
        content={
            "no": no, "number": number, "kind": wish.kind, "reason": wish.reason, "source": wish.source,
            "day": wish.day.isoformat() if wish.day else "",
        },
        by=by,
        make=lambda: _correct(line, wish, seen, by),
    )  # fmt: skip


def _correct(seen_line: SubmissionLine, wish: Correction, seen: str, by: Actor) -> str:
    payment_reversals.hold_payments_of([seen_line.worker_id])
    with changing([seen_line.worker_id]) as changes:
        plan = _plan(_held(seen_line, by), wish)
        if plan.mark != seen or plan.line.worker_id != seen_line.worker_id:
            raise ChangedMeanwhile
        carry_out = take_back if wish.kind == TAKEN_BACK else move
        carry_out(plan, wish, by=by, changes=changes)
    tell(plan)
    return plan.line.submission.no


def _held(line: SubmissionLine, by: Actor) -> SubmissionLine:
    """As it is now; whoever corrects it too comes before or after."""
    list(held(SubmissionLine.select(SubmissionLine.id).where(SubmissionLine.id == line.id)).tuples())
    return line_seen_by(by, line.submission.no, line.number)


def _plan(line: SubmissionLine, wish: Correction) -> Plan:
    if line.state != ACCEPTED:
        raise Refused(NOT_ACCEPTED, no=line.submission.no)
    require_none(line.worker, reason=wish.reason, source=wish.source)
    if wish.kind == MOVED:
        _require_day(line, wish.day)
    return plan_of(line, kind=wish.kind, day=wish.day if wish.kind == MOVED else None)


def _require_day(line: SubmissionLine, day: date) -> None:
    """As an answer may name it (domain/bpjs_fates)."""
    if day == line.effective_on:
        raise WrongDay(SAME_DAY, day=long_date(day))
    if day > max(today(), line.first_month):
        raise WrongDay(NOT_YET, day=long_date(day))
    if day < add_months(line.first_month, -MONTHS_BEFORE):
        raise WrongDay(TOO_EARLY, day=long_date(day))
