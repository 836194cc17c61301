"""The control sheet of a sealed debit: A4, to be compared with what the bank took in, and signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.number_words import rupiah_in_words
from kiosk.files.documents import render_pdf

GROUP = 8  # signs of a fingerprint that stand together


@dataclass(frozen=True)
class SkippedCount:
    """`why` in words that follow a number of people or mandates."""

    why: str
    count: int


@dataclass(frozen=True)
class ControlSheet:
    """Rupiah; times are local. `sha256` in hexadecimal, of the file as it was sealed, `size` its bytes. `dropped_at` is
    when its seal was broken, `sent_at` when it was handed over, None where it was not."""

    city: str
    owner: str
    month: date
    number: int
    debit_on: date
    lines: int
    people: int
    amount: int
    sha256: str
    size: int
    layout: str
    sealed_at: datetime
    sealed_by: str
    sent_at: datetime | None
    dropped_at: datetime | None
    skipped: Sequence[SkippedCount]
    printed_at: datetime
    printed_by: str

    @property
    def in_words(self) -> str:
        return rupiah_in_words(self.amount)

    @property
    def groups(self) -> list[str]:
        return grouped(self.sha256)


def grouped(sha256: str) -> list[str]:
    """`9f86d081 884c7d65 …`, so that two people can compare it aloud."""
    return [sha256[at : at + GROUP] for at in range(0, len(sha256), GROUP)]


def control_sheet_pdf(sheet: ControlSheet) -> bytes:
    return render_pdf("debit_control_sheet.html", sheet=sheet)
