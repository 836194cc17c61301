"""Months in a row: from the months of one worker to stretches without a gap, of what is funded and of what is paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import add_months, months_between
from kiosk.domain.protection import CoveredMonth

FUNDED, PAID = "funded", "paid"


@dataclass(frozen=True)
class Span:
    """From the first to the last month (their first days), none missing. `member` tells of paid months whether the
    membership they belong to was ever confirmed by BPJS; of funded ones it is False."""

    kind: str
    first: date
    last: date
    member: bool = False


def spans_of(months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> list[Span]:
    """The spans of one worker's live months, in any order; funded ones first, each kind oldest first.

    A paid span goes on with the membership of the one before it unless more than `lapse_months` lie between, as
    domain/protection.py settles arrears."""
    months = sorted(months, key=lambda covered: covered.month)
    funded = [Span(FUNDED, run[0].month, run[-1].month) for run in _runs(months)]
    return funded + _paid_spans(_runs([covered for covered in months if covered.paid_on]), lapse_months)


def _runs(months: list[CoveredMonth]) -> list[list[CoveredMonth]]:
    runs: list[list[CoveredMonth]] = []
    for covered in months:
        if runs and add_months(runs[-1][-1].month, 1) == covered.month:
            runs[-1].append(covered)
        else:
            runs.append([covered])
    return runs


def _paid_spans(runs: list[list[CoveredMonth]], lapse_months: int) -> list[Span]:
    spans: list[Span] = []
    for run in runs:
        goes_on = bool(spans) and months_between(spans[-1].last, run[0].month) <= lapse_months
        member = any(covered.effective_on for covered in run) or (goes_on and spans[-1].member)
        spans.append(Span(PAID, run[0].month, run[-1].month, member))
    return spans
