"""What becomes of a made-up worker: who gives which months, counted from the present one."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.clock import add_months, first_of_month, months_from
from kiosk.domain.tariff import PUBLIC_MONEY

# What becomes of twenty people enrolled at posts, one after the other; batches hold the rest.
FATES = (
    "apbd", "waiting", "asn", "went_on", "dbhcht", "registered", "apbd", "in_arrears", "asn", "apbd",
    "waiting", "ended", "went_on", "asn", "restarted", "dbhcht", "registered", "went_on", "in_arrears", "waiting",
)  # fmt: skip
PAID_IN_PORTIONS = 4  # its place among BATCHES
SCHEME_OF, COMPANYS = {"apbd": "pijar", "dbhcht": "pijar", "asn": "asn"}, "csr"


def after_debit(paid: date) -> tuple[date, ...]:
    """Billed, sent to BPJS, paid and confirmed, where the money was debited that day."""
    return tuple(paid + timedelta(days=days) for days in (1, 1, 0, 2))


@dataclass(frozen=True)
class Span:
    """Months one funder (a kind or a company's code) gives one worker; 0 is the present month, -11 eleven
    months ago. `last` None is open-ended: paid month by month, planned for one more. `planned` is not billed
    yet; `asked`: BPJS was asked, or is about to be, some days before whatever day it is, and has not answered. `batch`
    is a place among BATCHES."""

    funder: str
    first: int
    last: int | None
    planned: bool = False
    asked: bool = False
    batch: int | None = None

    def first_month(self, this_month: date) -> date:
        return add_months(this_month, self.first)

    def last_month(self, this_month: date) -> date | None:
        return None if self.last is None else add_months(this_month, self.last)

    def steps(self, month: date, this_month: date) -> tuple[date, ...]:
        """The days on which a month is billed, sent to BPJS, paid and confirmed; none while only planned. ASN money
        comes by the debit of the 1st (demo/debits says on which day), month by month, and then goes on to BPJS; the
        city is billed for one month at a time, a company's months are prepaid together, before the first."""
        if self.planned:
            return ()
        if self.funder == "asn":
            return after_debit(month)
        begins = month if self.funder in PUBLIC_MONEY else self.first_month(this_month)
        return tuple(begins - timedelta(days=days) for days in (20, 16, 9, 5))

    def second_half(self, month: date, this_month: date) -> bool:
        """Months of a batch that pays in two portions: those ahead are billed, and only the first of them is paid."""
        return self.batch == PAID_IN_PORTIONS and month > this_month

    def confirmed_by(self, day: date) -> bool:
        """Whether BPJS has confirmed its first month, and so has given a KPJ, on that day."""
        if self.asked:
            return False
        this_month = first_of_month(day)
        steps = self.steps(self.first_month(this_month), this_month)
        return bool(steps) and steps[-1] <= day

    def months(self, this_month: date) -> list[date]:
        last = 1 if self.last is None else self.last
        return months_from(self.first_month(this_month), last - self.first + 1)


def schemes_of(spans: Iterable[Span]) -> set[str]:
    """Those whose door every one of the spans goes through; a company's, or none yet, is that of CSR."""
    return {SCHEME_OF.get(span.funder, COMPANYS) for span in spans} or {COMPANYS}


def fate(name: str, rng: random.Random, this_month: date) -> tuple[Span, ...]:
    """The spans that bring a worker into a state today, whatever the day; `name` is one of FATES."""
    draw, december = rng.randint, 12 - this_month.month
    if name == "waiting":
        return ()
    if name == "registered":
        planned = draw(0, 1) == 0
        return (Span("apbd", 1, max(1, december), planned=planned, asked=not planned),)
    if name == "asn":
        return (Span("asn", -draw(1, 9), None),)
    if name == "restarted":
        again = (Span("apbd", -2, draw(1, 3)), Span("dbhcht", -2, draw(1, 3)))
        return (Span("dbhcht", -11, -9), rng.choice(again))
    if name == "went_on":
        last = -draw(1, 7)
        again = (
            Span("apbd", last + 1, december),
            Span("apbd", last + 1, december),
            Span("asn", last + 1, None),
        )
        return (Span("dbhcht", last - draw(2, 4), last), again[draw(0, 2) if last < -1 else 0])
    if name == "apbd":
        return (Span("apbd", -draw(1, 10), december),)
    last = {"dbhcht": draw(0, 2), "in_arrears": -draw(1, 3), "ended": -draw(4, 7)}[name]
    funder = "dbhcht" if name == "dbhcht" else rng.choice(("dbhcht", "apbd"))
    return (Span(funder, last - draw(2, 4), last),)
