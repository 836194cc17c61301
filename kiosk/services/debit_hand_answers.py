"""A line that no file of the bank has answered is answered by hand, once its day is over: it does to the ledger what a
line of a file would. Afterwards a file that says the same changes nothing."""

from dataclasses import dataclass
from datetime import date

from db.models import DebitLine, DebitRun
from kiosk.domain import debits
from kiosk.domain.clock import today
from kiosk.domain.debit_reasons import FILE_REFUSED, REASONS, TAKEN_BACK
from kiosk.domain.debit_returns import ReturnLine
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, debit_department_notices, debit_notices, debit_returns, debit_runs
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.debit_line_fates import fates_of, held_lines
from kiosk.services.once import once
from kiosk.services.payment_facts import clean_reference

OF_A_LINE = tuple(code for code in REASONS if code not in (FILE_REFUSED, TAKEN_BACK))

TOO_EARLY = N_(
    "Hari debet baris ini, %(day)s, belum lewat. Tunggu berkas jawaban dari bank; sesudah hari itu jawabannya dapat "
    "dicatat di sini."
)
ANSWERED = N_(
    "Baris ini tidak sedang menunggu jawaban bank, maka tidak ada yang dicatat. Muat ulang halaman barisnya."
)
IN_FUTURE = N_("Tanggal debet belum tiba. Tulis hari uangnya benar-benar diambil.")
BEFORE_DEBIT = N_("Tanggal debet lebih awal dari hari debetnya, %(day)s. Periksa tanggalnya.")


class WrongDebitDay(Refused):
    """It cannot have been that day."""


@dataclass(frozen=True)
class HandAnswer:
    """What the bank has said otherwise, and `heard_from` where. With a `reason` (one of OF_A_LINE) it was not debited;
    without one it was, under this reference on this day."""

    heard_from: str
    reason: str = ""
    reference: str = ""
    day: date | None = None


def day_is_over(run: DebitRun) -> bool:
    """Of its debit: what no file has answered by then may be answered by hand."""
    return run.debit_on < today()


def may_be_answered(line: DebitLine, run: DebitRun) -> bool:
    return line.state == debits.LINE_SENT and day_is_over(run)


def note(*, run: DebitRun, key: str, answer: HandAnswer, client_key: str, by: Actor) -> None:
    """Once per form. Raises NotAllowed, NotThere, KeyInUse, WrongDebitDay, Refused where the day is not over, or the
    line is answered already."""
    access.require(by.role == "admin")
    _require_line(run, key)
    once(
        key=client_key,
        purpose="debit.hand_answer",
        content={
            "line": key, "heard_from": answer.heard_from, "reason": answer.reason, "day": answer.day,
            "reference": clean_reference(answer.reference),
        },
        by=by,
        make=lambda: _note(run, key, answer, by),
    )  # fmt: skip


def _require_line(run: DebitRun, key: str) -> None:
    if not DebitLine.select().where(DebitLine.run == run, DebitLine.key == key).exists():
        raise NotThere


def _note(run: DebitRun, key: str, answer: HandAnswer, by: Actor) -> str:
    now = debit_runs.held_run(run.id)
    row = _as_row(key, answer)
    lines = held_lines([row])
    _require_waiting(now, lines[key], answer)
    taken = debit_returns.act_on(now, [row], lines, fates_of(now, [row], lines, frozenset()), by)
    DebitLine.update(answered_by=by.user_id, heard_from=answer.heard_from).where(
        DebitLine.id == lines[key].id
    ).execute()
    audit.record(
        "debet.jawaban_dicatat", by=by, kind=debit_runs.OWNER, subject=f"{now.month:%Y-%m}", urutan=now.number,
        baris=key, hasil=row.status, sebab=answer.reason, dari=answer.heard_from,
    )  # fmt: skip
    debit_notices.failed(taken.failed)
    debit_notices.paid(taken.paid)
    debit_department_notices.tell()
    return key


def _as_row(key: str, answer: HandAnswer) -> ReturnLine:
    if answer.reason:
        return ReturnLine(1, key=key, status=debits.FAILED, reason=answer.reason)
    reference = clean_reference(answer.reference)
    return ReturnLine(1, key=key, status=debits.PAID, reference=reference, day=answer.day)


def _require_waiting(run: DebitRun, line: DebitLine, answer: HandAnswer) -> None:
    if line.state != debits.LINE_SENT:
        raise Refused(ANSWERED)
    if not day_is_over(run):
        raise Refused(TOO_EARLY, day=long_date(run.debit_on))
    if answer.day and answer.day > today():
        raise WrongDebitDay(IN_FUTURE)
    if answer.day and answer.day < run.debit_on:
        raise WrongDebitDay(BEFORE_DEBIT, day=long_date(run.debit_on))
