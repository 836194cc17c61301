"""The months of a programme as columns: what is promised, paid and effective of it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from kiosk.domain.clock import first_of_month, today
from kiosk.domain.words import number, short_month
from kiosk.services.programme_months import EFFECTIVE, PAID, PLANNED, ProgrammeMonth
from kiosk.web.page_context import language, month_name

AHEAD, NOW, PAST = "ahead", "now", "past"


@dataclass(frozen=True)
class MonthCell:
    """What components/month_strip.html draws: `planned`, `paid` and `effective` are lengths of the column, `people` the
    address of the list behind `count`."""

    month: date
    short: str
    planned: str
    paid: str
    effective: str
    count: str
    people: str
    words: str
    state: str


def month_cells(no: str, months: list[ProgrammeMonth]) -> list[MonthCell]:
    most = max((one.sums[PLANNED].people for one in months), default=0)
    return [_cell(no, one, most) for one in months]


def _cell(no: str, one: ProgrammeMonth, most: int) -> MonthCell:
    state = _state(one)
    shown, code = (PLANNED, "dijanjikan") if state == AHEAD else (EFFECTIVE, "berlaku")
    lengths = {stage: _length(one.sums[stage].people, most) for stage in (PLANNED, PAID, EFFECTIVE)}
    return MonthCell(
        month=one.month,
        short=short_month(one.month, language()),
        **lengths,
        count=number(one.sums[shown].people),
        people=f"/program/{no}/orang?bulan={one.month:%Y-%m}&keadaan={code}",
        words=_said(one),
        state=state,
    )


def _state(one: ProgrammeMonth) -> str:
    this = first_of_month(today())
    return NOW if one.month == this else AHEAD if one.month > this else PAST


def _length(part: int, most: int) -> str:
    return f"{100 * part / most:.1f}%" if most else "0%"


def _said(one: ProgrammeMonth) -> str:
    people = {stage: number(found.people) for stage, found in one.sums.items()}
    return _(
        "%(month)s: %(planned)s orang dijanjikan, %(billed)s ditagih, %(paid)s dibayar, %(effective)s berlaku",
        month=month_name(one.month),
        **people,
    )
