"""Months by who pays for them, for pages that say what becomes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth
from kiosk.services.worker_strip import funder_words


@dataclass(frozen=True)
class FundedMonths:
    """Who pays, in words, which months (first days), oldest first, and what they cost together in rupiah."""

    funder: str
    months: list[date]
    amount: int


def by_funder(rows: Iterable[CoverageMonth]) -> list[FundedMonths]:
    found: dict[str, list[CoverageMonth]] = {}
    for row in rows:
        found.setdefault(funder_words(row.funder), []).append(row)
    return [
        FundedMonths(funder, [row.month for row in theirs], sum(row.amount for row in theirs))
        for funder, theirs in found.items()
    ]
