"""A month of a batch on paper: A4, for the company's board and its donors, true on the day it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kiosk.files.documents import render_pdf


class CoveredPerson(NamedTuple):
    """`reg_no` tells people of one name apart; it is empty for whom the company may not name, whose `name` is initials.
    `state` as the strip of months names it: protected, paid, billed or planned; `started`: protected from this month
    on."""

    name: str
    reg_no: str
    area: str
    state: str
    started: bool


class Happening(NamedTuple):
    """What happened to how many; `names` of some of them, those of people the company may not name as initials."""

    what: str
    count: int
    names: Sequence[str] = ()


@dataclass(frozen=True)
class MonthMoney:
    """Rupiah of one month of a batch: what its live months cost, and what of it is paid."""

    asked: int
    paid: int


@dataclass(frozen=True)
class BatchReport:
    """`counts` by state of the month; `people` are those of this part (`part` of `parts`). `lasts` are (last paid
    month or None, people), the soonest first; `waits` (what those paid wait for at BPJS, in words, people). `is_over`,
    `is_coming`: of the month on `made`, which is local."""

    company: str
    batch: str
    month: date
    is_over: bool
    is_coming: bool
    counts: dict[str, int]
    happenings: Sequence[Happening]
    people: Sequence[CoveredPerson]
    part: int
    parts: int
    lasts: Sequence[tuple[date | None, int]]
    waits: Sequence[tuple[str, int]]
    money: MonthMoney
    batch_paid: int
    batch_open: int
    has_initials: bool
    made: datetime
    made_by: str
    owner: str
    city: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def batch_report_pdf(report: BatchReport) -> bytes:
    return render_pdf("batch_report.html", report=report)
