"""Months by who pays for them, for pages that say what becomes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth
from kiosk.services.debit_facts import ASN
from kiosk.services.worker_strip import funder_words


@dataclass(frozen=True)
class FundedMonths:
    """Who pays, in words, which months (first days), oldest first, and what they cost together in rupiah;
    `debited`: from the accounts of civil servants, to whom it goes back."""

    funder: str
    months: list[date]
    amount: int
    debited: bool = False


def by_funder(rows: Iterable[CoverageMonth]) -> list[FundedMonths]:
    found: dict[str, list[CoverageMonth]] = {}
    for row in rows:
        found.setdefault(funder_words(row.funder), []).append(row)
    return [
        FundedMonths(
            funder,
            [row.month for row in theirs],
            sum(row.amount for row in theirs),
            theirs[0].funder_kind == ASN,
        )
        for funder, theirs in found.items()
    ]
