"""Months in a row: what a span tells of its length, of what follows, and of who gives the last month."""

from datetime import date

from kiosk.domain.clock import months_from
from kiosk.domain.coverage_spans import FUNDED, PAID, Span, spans_of
from kiosk.domain.protection import CoveredMonth

JANUARY, MAY, JUNE, AUGUST = (date(2026, number, 1) for number in (1, 5, 6, 8))


def covered(first: date, count: int, *, paid: int = 0) -> list[CoveredMonth]:
    return [
        CoveredMonth(month, None, month if place < paid else None)
        for place, month in enumerate(months_from(first, count))
    ]


def test_a_span_tells_its_length_and_when_another_follows():
    spans = spans_of([*covered(AUGUST, 2), *covered(JANUARY, 5)])
    assert [(span.months, span.gap) for span in spans] == [(5, 3), (2, 0)]


def test_what_is_paid_has_gaps_of_its_own():
    found = spans_of([*covered(JANUARY, 5, paid=2), *covered(JUNE, 3, paid=1)])
    assert [(span.kind, span.months, span.gap) for span in found] == [
        (FUNDED, 8, 0),
        (PAID, 2, 4),
        (PAID, 1, 0),
    ]


def test_a_span_tells_who_gives_the_last_month_and_whether_the_worker_stopped():
    funders = dict.fromkeys(months_from(JANUARY, 4), "csr") | {MAY: "apbd"}
    [span] = spans_of(covered(JANUARY, 5), funders=funders, stopped={JUNE})
    assert span == Span(FUNDED, JANUARY, MAY, funder_kind="apbd", stopped=True)
    [span] = spans_of(covered(JANUARY, 5), funders=funders, stopped={AUGUST})
    assert not span.stopped
