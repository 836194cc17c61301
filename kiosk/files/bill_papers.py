"""A bill on paper: A4, for the company's bookkeeping and its bank, readable on a black-and-white printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.number_words import rupiah_in_words
from kiosk.domain.pay_by import PayBy
from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class BilledStretch:
    """`people` at `rate` rupiah each for each of `months` months, which `when` names; `notes` count the bases of the
    price from 1."""

    when: str
    months: int
    people: int
    rate: int
    notes: Sequence[int]

    @property
    def amount(self) -> int:
        return self.months * self.people * self.rate


@dataclass(frozen=True)
class LetGoMonths:
    """Months nobody asks for any more: `why` in words that follow `dilepas:`, of `people`, for `amount` rupiah."""

    why: str
    people: int
    months: int
    amount: int


@dataclass(frozen=True)
class PaidBy:
    """A payment that counts: the day it was sent, the payer's reference, its whole sum in rupiah."""

    on: date
    reference: str
    amount: int


@dataclass(frozen=True)
class BillPaper:
    """Rupiah throughout. `state` is one of services/bill_lists.STATES; `paid` of it came by `credit` from elsewhere,
    `let_go` is what nobody asks for any more, by reason; of `left` the payer says that `waiting` is on its way;
    `payments` are those for this bill, of which `credit_left` is over. `hold_until` is local, None once it is over
    (`time_is_over`) or where there never was an end; it is for the sake of `due_month` alone where there is one, and
    the others are held until `others_until`; `code` is BPJS's kode iuran, empty while there is none, `code_differs`
    where it asks for another sum; `pay_by` is the last day to pay. `receipt_no` is empty until BPJS gives one."""

    no: str
    issued_on: date
    state: str
    payer: str
    npwp: str
    address: str
    batch: str
    lines: Sequence[BilledStretch]
    bases: Sequence[str]
    amount: int
    paid: int
    credit: int
    let_go: Sequence[LetGoMonths]
    left: int
    waiting: int
    payments: Sequence[PaidBy]
    credit_left: int
    receipt_no: str
    receipt_on: date | None
    hold_until: datetime | None
    time_is_over: bool
    due_month: date | None
    others_until: datetime | None
    pay_by: PayBy | None
    code: str
    code_until: date | None
    code_is_over: bool
    code_amount: int | None
    code_differs: bool
    payee: str
    cancelled_on: date | None
    cancelled_why: str
    owner: str
    city: str
    printed_on: date

    @property
    def in_words(self) -> str:
        return rupiah_in_words(self.amount)


def bill_paper_pdf(bill: BillPaper) -> bytes:
    return render_pdf("bill.html", bill=bill)
