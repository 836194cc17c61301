"""The receipt of a year for a civil servant who pays for workers: A4, by month and person, with references."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.number_words import rupiah_in_words
from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class PaidMonth:
    """`name` is short: the paper leaves the house. `amount` in rupiah."""

    month: date
    name: str
    paid_on: date
    amount: int
    reference: str


@dataclass(frozen=True)
class DonorReceipt:
    """At least one month, oldest first."""

    year: int
    donor: str
    department: str
    printed_on: date
    months: Sequence[PaidMonth]
    owner: str
    city: str

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.months)

    @property
    def total_in_words(self) -> str:
        return rupiah_in_words(self.total)


def donor_receipt_pdf(receipt: DonorReceipt) -> bytes:
    return render_pdf("donor_receipt.html", receipt=receipt)
