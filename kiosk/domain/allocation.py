"""Which months a sum of money pays. A month is paid whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OwedMonth:
    """One worker's month that is asked for: `id` tells it apart, `amount` is whole rupiah."""

    id: int
    month: date
    amount: int


@dataclass(frozen=True)
class Allocation:
    """The months that are paid, and the rupiah that are over."""

    paid: tuple[OwedMonth, ...]
    rest: int

    @property
    def amount(self) -> int:
        return sum(month.amount for month in self.paid)


def allocate(amount: int, owed: Iterable[OwedMonth]) -> Allocation:
    """The oldest month first, inside a month in the order of ids. It stops at the first month that no longer fits: a
    cheaper one behind it does not jump the queue, so that nobody's gap is older than somebody's later month."""
    paid: list[OwedMonth] = []
    rest = amount
    for month in sorted(owed, key=lambda month: (month.month, month.id)):
        if month.amount > rest:
            break
        paid.append(month)
        rest -= month.amount
    return Allocation(tuple(paid), rest)
