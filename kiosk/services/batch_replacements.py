"""A worker leaves a paid batch and another one takes the place for the months to come: the months are let go, their
money comes back as credit and pays the same months of who comes. In one transaction; it is undone by another one."""

import json
from dataclasses import dataclass

from db.connection import held, in_turn
from db.models import Batch, BatchRow, Bill, Commitment, CoverageMonth, Funder, OnceKey, Worker
from kiosk.domain.clock import add_months
from kiosk.domain.findings import info
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    batch_letters,
    batch_places,
    effective_months,
    month_rows,
    payment_entries,
    releases,
    standing,
    worker_news,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_fates import as_data
from kiosk.services.batch_picks import PICKS
from kiosk.services.batch_replacement_plans import Plan, months_to_come, plan_at, row_in
from kiosk.services.batch_successors import WAITING, ReplaceWish
from kiosk.services.batches import batch_seen_by
from kiosk.services.bill_making import make_bill
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.message_texts import ENDING
from kiosk.services.notice_readers import active_posts
from kiosk.services.once import once
from kiosk.services.payment_counting import still_over
from kiosk.services.payment_spreading import OwedMonths
from kiosk.services.worker_news import News

PURPOSE = "batch.replacement"
MAY_REPLACE = ("mitra", "admin")
REPLACES = N_("Melanjutkan tempat baris %(number)s untuk %(taken_months)s.")
CHANGED = N_("Keadaannya berubah sejak Anda membacanya. Baca sekali lagi, lalu tekan tombolnya lagi.")


class HasChanged(Refused):
    """What would happen is not what was shown; nothing was done."""

    def __init__(self):
        super().__init__(CHANGED)


@dataclass(frozen=True)
class Replaced:
    """The bill of who came, what it asks for, and the rupiah of it that the credit has paid."""

    bill_no: str
    amount: int
    used: int

    @property
    def missing(self) -> int:
        return self.amount - self.used


def replace(
    *, no: str, row_id: int, wish: ReplaceWish, note: str, seen: str, client_key: str, by: Actor
) -> Replaced:
    """`seen` is the mark of the plan that was shown. Raises NotThere, NotAllowed, Refused, HasChanged, MonthsTaken,
    NotDecided, KeyInUse."""
    access.require(by.role in MAY_REPLACE)
    batch = batch_seen_by(by, no)
    content = {"batch": no, "row": row_id, "note": note, **vars(wish)}
    answer, _first = once(
        key=client_key,
        purpose=PURPOSE,
        content=content,
        by=by,
        make=lambda: json.dumps(_replace(batch.id, row_id, wish, note, seen, by)),
    )
    return Replaced(*json.loads(answer))


def was_answered(client_key: str, by: Actor) -> bool:
    """Whether this form did its work before: what it asked for is gone then, and it is answered as the first time."""
    sent = OnceKey.select().where(OnceKey.key == client_key, OnceKey.user == by.user_id)
    return sent.where(OnceKey.purpose == PURPOSE).exists()


def _replace(batch_id: int, row_id: int, wish: ReplaceWish, note: str, seen: str, by: Actor) -> tuple:
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    row = row_in(batch, row_id)
    payments = _hold_payments(batch, row, wish)
    in_turn(PICKS)
    plan = plan_at(batch, row, wish, by)
    if plan.mark != seen:
        raise HasChanged
    with changing(_people(plan, payments)) as changes:
        _let_go(batch, row, plan, by, changes)
        funder = _commit(batch, plan, changes)
        bill, used = _bill_and_pay(batch, plan, funder, payments, by, changes)
        effective_months.let_count([plan.coming.id], changes)
    _change_rows(batch, row, plan, picked=wish.how == WAITING)
    _tell(batch, row, plan, wish, note, by)
    return bill.no, bill.amount, used


def _hold_payments(batch: Batch, row: BatchRow, wish: ReplaceWish) -> list[int]:
    """Those that paid the months which go: documents are held before people."""
    paid = {month.payment_id for month in months_to_come(batch, row.worker_id, wish.first_month)}
    return [payment.id for payment in payment_entries.hold_payments(paid - {None})]


def _people(plan: Plan, payments: list[int]) -> set[int]:
    """Both, and where several payments may have to be joined everybody whose months they pay."""
    both = {plan.leaving.worker.id, plan.coming.id}
    return both | month_rows.people(month_rows.paid_by(payments)) if len(payments) > 1 else both


def _let_go(batch: Batch, row: BatchRow, plan: Plan, by: Actor, changes: Changes) -> None:
    """As they are now that the person is held; what has become of them meanwhile is read again by who asked."""
    standing.hold([plan.coming])
    months = months_to_come(batch, row.worker_id, plan.months[0])
    as_shown = [month.month for month in months] == plan.months and all(month.paid_on for month in months)
    if not as_shown or sum(month.amount for month in months) != plan.came_back:
        raise HasChanged
    releases.release(months, why=releases.REPLACED, by=by, changes=changes)


def _commit(batch: Batch, plan: Plan, changes: Changes) -> Funder:
    funder = Funder.get_by_id(batch.company.funder_id)
    people = {"workers": [plan.coming], "months": plan.months, "plan": plan.programmes}
    commit_months(funder=funder, batch=batch, changes=changes, **people)
    return funder


def _bill_and_pay(
    batch: Batch, plan: Plan, funder: Funder, payments: list[int], by: Actor, changes: Changes
) -> tuple[Bill, int]:
    asked = month_rows.planned_in(batch) & (CoverageMonth.worker == plan.coming.id)
    no = make_bill(funder, batch, asked, by, changes=changes)
    bill = Bill.get(Bill.no == no)
    over = still_over(payment_entries.hold_payments(payments))
    used = OwedMonths(bill, {plan.coming.id}, changes).pay_from_credit(over, by=by) if over else 0
    return bill, used


def _change_rows(batch: Batch, row: BatchRow, plan: Plan, *, picked: bool) -> None:
    """Who leaves gives up the place, though this month may still be theirs."""
    BatchRow.update(state=batch_places.RELEASED).where(BatchRow.id == row.id).execute()
    batch_places.set_released_aside(batch, [plan.coming.id])
    BatchRow.create(
        batch=batch,
        number=batch_places.next_number(batch),
        worker=plan.coming,
        state=batch_places.READY,
        picked=picked,
        replaces=row.id,
        findings=[as_data(info("replaces", REPLACES, number=row.number, taken_months=plan.months))],
    )


def _tell(batch: Batch, row: BatchRow, plan: Plan, wish: ReplaceWish, note: str, by: Actor) -> None:
    audit.record(
        "batch.pekerja_diganti", by=by, kind="batch", subject=batch.no, alasan=wish.reason, catatan=note,
        keluar=plan.leaving.worker.reg_no, masuk=plan.coming.reg_no, mulai=f"{plan.months[0]:%Y-%m}",
    )  # fmt: skip
    if _is_covered(plan.leaving.worker, plan):
        worker_news.say([News(ENDING, plan.leaving.worker.id, plan.months[0])], active_posts())
    batch_letters.replaced(batch)


def _is_covered(worker: Worker, plan: Plan) -> bool:
    """In the month before: cover that never began has no end to be told of."""
    before = add_months(plan.months[0], -1)
    live = CoverageMonth.released_at.is_null() & (CoverageMonth.month == before)
    return CoverageMonth.select().join(Commitment).where(live, CoverageMonth.worker == worker).exists()
