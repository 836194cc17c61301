"""The lines of a run: a page of them, one that is looked for, one with its people and every attempt of its month."""

from dataclasses import dataclass
from datetime import date

from db.models import (
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitRun,
    Donor,
    Mandate,
    Opd,
    Payment,
    Worker,
)
from kiosk.domain.account_numbers import mask_account
from kiosk.domain.words import short_name
from kiosk.services import debit_hand_answers, debit_revoked, safe
from kiosk.services.acting import NotThere
from kiosk.services.debit_sums import needs_mending
from kiosk.services.mandate_accounts import ACCOUNT
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class LineShown:
    """`donor` is a short name, `opd` the code of the department, `mandate` a number."""

    line: DebitLine
    mandate: str
    donor: str
    opd: str


@dataclass(frozen=True)
class ItemShown:
    """A worker's month in a line; `paid_on` by whatever money, `by_this` by that of the line. `left_out`: since the
    line was sealed the bank was not asked for it."""

    worker: str
    reg_no: str
    amount: int
    paid_on: date | None
    by_this: bool
    is_released: bool
    left_out: bool


@dataclass(frozen=True)
class Attempt:
    """A line of the same mandate and month; `number` is that of its run."""

    line: DebitLine
    number: int


@dataclass(frozen=True)
class LineFile:
    """`account` is masked. `credit` is what was over of what was debited. `answered_by`: who noted by hand what the
    bank has said; empty where its file says it. `may_be_answered`: by hand, since its day is over without an answer."""

    shown: LineShown
    account: str
    account_name: str
    items: list[ItemShown]
    attempts: list[Attempt]
    payment: str
    credit: int
    needs_mending: bool
    answered_by: str
    may_be_answered: bool

    @property
    def is_over(self) -> bool:
        """None of its months waits any more: paid by whatever money, or let go."""
        return all(one.paid_on or one.is_released or one.left_out for one in self.items)


def lines_of(*, run: DebitRun, state: str, reason: str, page: int) -> tuple[list[LineShown], bool, int]:
    """One page in the order of the file, whether more follow, and how many there are; "" is any, `state` may be
    debit_revoked.REVOKED too."""
    query = _with_people().where(DebitLine.run == run)
    if state == debit_revoked.REVOKED:
        query = query.where(DebitLine.id.in_(debit_revoked.ids_in(run)))
    elif state:
        query = query.where(DebitLine.state == state)
    if reason:
        query = query.where(DebitLine.reason == reason)
    rows, more = one_page(query.order_by(DebitLine.id), page=page, size=PAGE)
    return [_shown(row) for row in rows], more, query.count()


def reasons_of(run: DebitRun) -> list[str]:
    """Why lines of it failed, as far as they did."""
    rows = DebitLine.select(DebitLine.reason).where(DebitLine.run == run, DebitLine.reason != "").distinct()
    return [reason for (reason,) in rows.tuples()]


def find(*, run: DebitRun, text: str) -> str | None:
    """The key of the line that has this key, or is of the mandate of this number."""
    wanted = text.strip().upper()
    rows = DebitLine.select(DebitLine.key).join(Mandate)
    row = (
        rows.where(DebitLine.run == run, (DebitLine.key == wanted) | (Mandate.no == wanted)).tuples().first()
    )
    return row[0] if row else None


def line_of(*, run: DebitRun, key: str) -> LineFile:
    """Raises NotThere."""
    line = _with_people().where(DebitLine.run == run, DebitLine.key == key).first()
    if line is None:
        raise NotThere
    payment = Payment.get_or_none(Payment.id == line.payment_id) if line.payment_id else None
    sealed = line.account_sealed if line.account_sealed is not None else line.mandate.account_sealed
    return LineFile(
        shown=_shown(line),
        account=mask_account(safe.open_text(sealed, ACCOUNT)),
        account_name=short_name(line.account_name or line.mandate.account_name),
        items=_items(line),
        attempts=_attempts(line),
        payment=payment.no if payment else "",
        credit=payment.credited if payment else 0,
        needs_mending=DebitLine.select().where(DebitLine.id == line.id, needs_mending()).exists()
        and line.reason != "",
        answered_by=line.answered_by.name if line.answered_by_id else "",
        may_be_answered=debit_hand_answers.may_be_answered(line, run),
    )


def _with_people():
    return (
        DebitLine.select(DebitLine, Mandate, Donor, Opd).join(Mandate).join(Donor).join(Opd).switch(DebitLine)
    )


def _shown(line: DebitLine) -> LineShown:
    donor = line.mandate.donor
    return LineShown(line, line.mandate.no, short_name(donor.name), donor.opd.code)


def _items(line: DebitLine) -> list[ItemShown]:
    rows = DebitItem.select(DebitItem, Worker, CoverageMonth).join(Worker).switch(DebitItem)
    rows = rows.join(CoverageMonth).where(DebitItem.line == line).order_by(DebitItem.id)
    return [_item(row, line) for row in rows]


def _item(row: DebitItem, line: DebitLine) -> ItemShown:
    covered = row.covered
    by_this = line.payment_id is not None and covered.payment_id == line.payment_id
    return ItemShown(
        worker=short_name(row.worker.name),
        reg_no=row.worker.reg_no,
        amount=row.amount,
        paid_on=covered.paid_on,
        by_this=by_this,
        is_released=covered.released_at is not None,
        left_out=bool(row.left_out),
    )


def _attempts(line: DebitLine) -> list[Attempt]:
    rows = DebitLine.select(DebitLine, DebitRun).join(DebitRun)
    rows = rows.where(DebitRun.month == line.month, DebitLine.mandate == line.mandate_id)
    return [Attempt(row, row.run.number) for row in rows.order_by(DebitRun.number)]
