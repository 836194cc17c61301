"""Months in a row: from the months of one worker to stretches without a gap, of what is funded and of what is paid."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kiosk.domain.clock import add_months, months_between
from kiosk.domain.protection import CoveredMonth

FUNDED, PAID = "funded", "paid"


@dataclass(frozen=True)
class Span:
    """From the first to the last month (their first days), none missing. `member` tells of paid months whether the
    membership they belong to was ever confirmed by BPJS; of funded ones it is False. `gap` is how many months after the
    last one the next span of its kind begins, 0 where none does; `funder_kind` who gives the last month; `stopped`: the
    month after it was let go since the worker has stopped."""

    kind: str
    first: date
    last: date
    member: bool = False
    gap: int = 0
    funder_kind: str = ""
    stopped: bool = False

    @property
    def months(self) -> int:
        return months_between(self.first, self.last) + 1


def spans_of(
    months: Iterable[CoveredMonth],
    *,
    lapse_months: int = 3,
    funders: Mapping[date, str] | None = None,
    stopped: Collection[date] = (),
) -> list[Span]:
    """The spans of one worker's live months, in any order; funded ones first, each kind oldest first. `funders` gives
    the kind of money of each month, `stopped` names the months let go since the worker has stopped.

    A paid span goes on with the membership of the one before it unless more than `lapse_months` lie between, as
    domain/protection.py settles arrears."""
    months = sorted(months, key=lambda covered: covered.month)
    funded = [Span(FUNDED, run[0].month, run[-1].month) for run in _runs(months)]
    paid = _paid_spans(_runs([covered for covered in months if covered.paid_on]), lapse_months)
    return _remarked(funded, funders or {}, stopped) + _remarked(paid, funders or {}, stopped)


def _remarked(spans: list[Span], funders: Mapping[date, str], stopped: Collection[date]) -> list[Span]:
    """The same with what is told by the rows around them."""
    follow = [months_between(span.last, later.first) for span, later in pairwise(spans)]
    return [
        replace(
            span,
            gap=gap,
            funder_kind=funders.get(span.last, ""),
            stopped=bool(stopped) and add_months(span.last, 1) in stopped,
        )
        for span, gap in zip(spans, [*follow, 0], strict=False)
    ]


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
