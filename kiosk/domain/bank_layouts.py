"""What a file for the bank is made of, whatever it looks like there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DebitHead:
    """Of a run as a whole: `amount` in rupiah is the sum of its `lines`."""

    debit_on: date
    month: date
    number: int
    lines: int
    amount: int


@dataclass(frozen=True)
class DebitOrder:
    """One account that the bank is asked to debit. `key` comes back with the answer."""

    key: str
    account: str
    name: str
    amount: int
    people: int
