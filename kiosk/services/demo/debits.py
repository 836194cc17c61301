"""The made-up past of the debit: a run for each month that ASN money has paid, with the file that went to the bank, its
answer and a payment for each donor. In the month before last some accounts were empty and were tried again; in the
last one some still wait for that."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from db.models import (
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitReturn,
    DebitReturnRow,
    DebitRun,
    Funder,
    Mandate,
    Payment,
    Pledge,
    User,
)
from kiosk.domain import debits
from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.domain.clock import add_months, noon_of
from kiosk.domain.debit_days import debit_day, working_day_from
from kiosk.domain.debit_reasons import BLOCKED, NO_FUNDS
from kiosk.files.bank_files import debit_file
from kiosk.services import bank_layouts, debit_answers, debit_runs, mandate_accounts, safe
from kiosk.services.debit_facts import ASN
from kiosk.services.debit_sealed_files import FILE_KIND
from kiosk.services.demo.fates import after_debit
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number
from kiosk.services.payment_counting import CONFIRMED

STEPS = ("billed_on", "submitted_on", "paid_on", "effective_on")
ONE_FAILS_OF = 9
DAYS_TO_RETRY = 7
EMPTY, SHUT = ("SALDO TIDAK CUKUP", NO_FUNDS), ("REKENING DIBLOKIR", BLOCKED)  # as the bank says it, and we
REFERENCE = "BJTG/CONTOH"  # begins every made-up reference of the bank
HEADINGS = ("referensi", "tanggal_debet", "jumlah", "status", "alasan", "referensi_bank")

Asked = Mapping[Mandate, list[dict]]


@dataclass(frozen=True)
class Past:
    """What is the same for all runs: up to which day there are any, who made them, whose money it is."""

    day: date
    admin: User
    funder: Funder
    holidays: Collection[date]


def debit(rows: list[dict], day: date) -> None:
    """Of months to be, those of ASN money learn up to `day` when and by which payment they were debited."""
    past = Past(
        day, User.get(User.role == "admin", User.demo), Funder.get(Funder.kind == ASN), debit_runs.holidays()
    )
    asked = _by_month(rows)
    over = [month for month in sorted(asked) if debit_day(month, past.holidays) < day]
    for month in over:
        _one_month(
            past, month, asked[month], latest=month == over[-1], retried=month == add_months(over[-1], -1)
        )


def _by_month(rows: Iterable[dict]) -> dict[date, Asked]:
    pledges = Pledge.select(Pledge, Mandate).join(Mandate).where(Pledge.commitment.is_null(False))
    mandate_of = {pledge.commitment_id: pledge.mandate for pledge in pledges.order_by(Mandate.id)}
    found: dict[date, dict] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["funder_kind"] == ASN:
            found[row["month"]][mandate_of[row["commitment"]]].append(row)
    return found


def _one_month(past: Past, month: date, asked: Asked, *, latest: bool, retried: bool) -> None:
    first = debit_day(month, past.holidays)
    failing = _failing(asked) if latest or retried else []
    says = dict(zip(failing, [EMPTY, SHUT, EMPTY] * len(failing), strict=False))
    if retried:
        says = dict.fromkeys(failing, EMPTY)
    _run(past, month, asked, says, number=1, on=first)
    if retried and failing:
        again = working_day_from(first + timedelta(days=DAYS_TO_RETRY), past.holidays)
        _run(past, month, {one: asked[one] for one in failing}, {}, number=2, on=again)


def _failing(asked: Asked) -> list[Mandate]:
    """Now and then one, never the first: that is of the donor who can sign in."""
    return sorted(asked, key=lambda one: one.id)[ONE_FAILS_OF - 1 :: ONE_FAILS_OF]


def _run(
    past: Past, month: date, asked: Asked, says: Mapping[Mandate, tuple], *, number: int, on: date
) -> None:
    """One file to the bank, and its answer on the same day: `says` is why it failed, for those of whom it did."""
    at, admin = noon_of(on - timedelta(days=1)), past.admin
    amount = sum(row["amount"] for rows in asked.values() for row in rows)
    layout = bank_layouts.current()
    run = DebitRun(
        month=month, number=number, debit_on=on, state=debits.SENT, layout=layout.name, lines=len(asked),
        people=sum(map(len, asked.values())), amount=amount, built_by=admin, built_at=at, sealed_by=admin,
        sealed_at=at, sent_by=admin, sent_at=at, demo=True,
    )  # fmt: skip
    lines = [_line(run, mandate, rows, says.get(mandate)) for mandate, rows in asked.items()]
    head = DebitHead(debit_on=on, month=month, number=number, lines=len(lines), amount=amount)
    stored = safe.keep_file(debit_file(layout, head, map(_order, lines)), FILE_KIND)
    run.path, run.sha256, run.size = stored.path, stored.sha256, stored.size
    run.save()
    _pay(past, [line for line in lines if line.state == debits.PAID])
    for line in lines:
        line.save()
        _tell(past, asked[line.mandate], line)
    _answer(past, run, lines)


def _line(run: DebitRun, mandate: Mandate, rows: list[dict], said: tuple | None) -> DebitLine:
    bank_reason, reason = said or ("", "")
    key = debits.key_of(mandate.no, run.month, run.number, run.number)
    return DebitLine(
        run=run, mandate=mandate, month=run.month, attempt=run.number, key=key, people=len(rows),
        amount=sum(row["amount"] for row in rows), account_sealed=mandate.account_sealed,
        account_name=mandate.account_name, state=debits.FAILED if reason else debits.PAID, reason=reason,
        bank_reason=bank_reason, reference=f"{REFERENCE}/{run.debit_on:%y%m%d}/{mandate.id:05}",
        answered_on=run.debit_on, answered_at=noon_of(run.debit_on),
    )  # fmt: skip


def _order(line: DebitLine) -> DebitOrder:
    account = mandate_accounts.number_of(line.mandate)
    return DebitOrder(
        key=line.key, account=account, name=line.account_name, amount=line.amount, people=line.people
    )


def _pay(past: Past, lines: list[DebitLine]) -> None:
    for line in lines:
        at = noon_of(line.answered_on)
        line.payment = Payment.create(
            no=fresh_number(f"P{line.answered_on:%y}"), funder=past.funder, reference=line.reference,
            received_on=line.answered_on, amount=line.amount, state=CONFIRMED, told_by=past.admin, told_at=at,
            settled_by=past.admin, settled_at=at, debited=True,
        )  # fmt: skip


def _tell(past: Past, rows: list[dict], line: DebitLine) -> None:
    """The months of a line that was debited know when; each further step only once its day has come."""
    if line.state != debits.PAID:
        return
    days = [step if step <= past.day else None for step in after_debit(line.answered_on)]
    for row in rows:
        row |= {"payment": line.payment_id} | dict(zip(STEPS, days, strict=True))


def _answer(past: Past, run: DebitRun, lines: list[DebitLine]) -> None:
    """The bank's file about them, as it came."""
    stored = safe.keep_file(_in_bank_s_words(lines), debit_answers.KIND)
    failed = sum(line.state == debits.FAILED for line in lines)
    counts = {debits.PAID: len(lines) - failed} | ({debits.FAILED: failed} if failed else {})
    answer = DebitReturn.create(
        no=fresh_number(f"R{run.debit_on:%y}"), run=run, file_name=f"jawaban-{run.month:%Y-%m}-{run.number}.csv",
        fingerprint=debit_answers.fingerprint_of(run, stored.sha256), path=stored.path, layout=run.layout,
        state=debit_answers.READ, counts=counts, rows=len(lines), created_by=past.admin,
        created_at=noon_of(run.debit_on),
    )  # fmt: skip
    insert(
        DebitReturnRow,
        [
            {
                "debit_return": answer.id, "number": number, "line": line.id, "outcome": line.state,
                "at": answer.created_at,
            }
            for number, line in enumerate(lines, 2)  # as the bank numbers rows: the headings are the first
        ],
    )  # fmt: skip


def _in_bank_s_words(lines: Iterable[DebitLine]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for line in lines:
        status = "GAGAL" if line.reason else "BERHASIL"
        writer.writerow(
            (
                line.key,
                line.answered_on.isoformat(),
                f"{line.amount}.00",
                status,
                line.bank_reason,
                line.reference,
            )
        )
    return file.getvalue().encode()


def name_the_debited() -> None:
    """Once the months are in the store: who stands in which line."""
    covered = (
        DebitLine.select(
            DebitLine.id, CoverageMonth.worker, CoverageMonth.month, CoverageMonth.id, CoverageMonth.amount,
            DebitLine.state, DebitLine.answered_at,
        )
        .join(Pledge, on=(Pledge.mandate == DebitLine.mandate))
        .join(
            CoverageMonth,
            on=(CoverageMonth.commitment == Pledge.commitment) & (CoverageMonth.month == DebitLine.month),
        )
    )  # fmt: skip
    names = ("line", "worker", "month", "covered", "amount")
    insert(
        DebitItem,
        [
            dict(zip(names, row, strict=True)) | {"let_go_at": at if state == debits.FAILED else None}
            for *row, state, at in covered.order_by(DebitLine.id, CoverageMonth.id).tuples()
        ],
    )
