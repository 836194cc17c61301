"""What a file of the bank says in some of its lines, read from the bytes that were kept: without what might be the
number of an account or a person."""

from collections.abc import Collection
from dataclasses import dataclass

from db.models import DebitReturn
from kiosk.domain.words import without_long_numbers
from kiosk.files.bank_returns import read_return
from kiosk.services import bank_layouts, safe
from kiosk.services.debit_answers import KIND

LONGEST = 60


@dataclass(frozen=True)
class ToldLine:
    """As the bank wrote it; `amount` in rupiah, None where it could not be read, `status` paid, failed or empty."""

    key: str
    amount: int | None
    status: str
    bank_reason: str
    reference: str


def told_lines(answer: DebitReturn, numbers: Collection[int]) -> dict[int, ToldLine]:
    """By number; nothing is read where nothing is asked for."""
    if not numbers:
        return {}
    reading = read_return(bank_layouts.named(answer.layout), safe.file_content(answer.path, KIND))
    return {
        row.number: ToldLine(
            _clear(row.key), row.amount, row.status, _clear(row.bank_reason), _clear(row.reference)
        )
        for row in reading.rows
        if row.number in numbers
    }


def _clear(text: str) -> str:
    return without_long_numbers(text)[:LONGEST]
