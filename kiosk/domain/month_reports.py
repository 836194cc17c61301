"""The figures of a monthly evaluation: what they are, and how they are written down so that they never change.

People and months are counted, money is whole rupiah, percentages of published figures are hundredths of a percent. What
each figure means, by which rule and from which source, is said in domain/month_report_notes.py."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date
from typing import get_args, get_type_hints

from kiosk.domain.clock import last_of_month

CITY_OUTSIDE = "luar"  # the code of the row for people from outside the city


@dataclass(frozen=True)
class Said:
    """One published figure: `value` counts people or hundredths of a percent; `for_year` is 0 where it has none."""

    key: str
    value: int
    as_of: date
    source: str
    for_year: int = 0


@dataclass(frozen=True)
class Target:
    """The whole city against its target, of the figures in force on the month's last day; None where one is missing.
    `more_computed` people is what arithmetic says where a source names another number of people who lack."""

    potential: int | None = None
    active: int | None = None
    percent: int | None = None
    target_percent: int | None = None
    target_year: int = 0
    needed: int | None = None
    said: list[Said] = field(default_factory=list)
    more_computed: int | None = None

    def of(self, key: str) -> Said | None:
        return next((one for one in self.said if one.key == key), None)


@dataclass(frozen=True)
class MonthCounts:
    month: date
    planned: int = 0
    paid: int = 0
    effective: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.planned or self.paid or self.effective)


@dataclass(frozen=True)
class SchemeCounts:
    """A kind of money: `money` was paid for its paid months of this month, `effective_money` of it for the
    `effective_months` that BPJS confirmed; `new` people have their first month in a row here."""

    kind: str
    planned: int = 0
    paid: int = 0
    effective: int = 0
    new: int = 0
    money: int = 0
    effective_money: int = 0
    effective_months: int = 0


@dataclass(frozen=True)
class AreaCounts:
    """A kecamatan, or CITY_OUTSIDE."""

    code: str
    name: str
    registered: int = 0
    planned: int = 0
    paid: int = 0
    effective: int = 0


@dataclass(frozen=True)
class Lapses:
    """Of people whose funder's promise ended with the month before: `continued` have a month with anybody, `lapsed`
    have none; of these `called` were rung or visited, `reached` were told. `left` stopped or died, and are neither."""

    continued: int = 0
    lapsed: int = 0
    called: int = 0
    reached: int = 0
    left: int = 0

    @property
    def ended(self) -> int:
        return self.continued + self.lapsed


@dataclass(frozen=True)
class ClaimCounts:
    """Claims reported in the month, by kind and by whether BPJS heard in time; what BPJS paid in it; what is open.
    Of those with a deadline `untold` were not told to BPJS though it had passed, `waiting` were not and it had not."""

    accident: int = 0
    accident_death: int = 0
    death: int = 0
    told_in_time: int = 0
    told_late: int = 0
    untold: int = 0
    waiting: int = 0
    paid: int = 0
    paid_amount: int = 0
    open: int = 0

    @property
    def reported(self) -> int:
        return self.accident + self.accident_death + self.death

    @property
    def on_the_clock(self) -> int:
        return self.accident + self.accident_death


@dataclass(frozen=True)
class WorkCounts:
    code: str
    name: str
    registered: int = 0


@dataclass(frozen=True)
class Targeting:
    """`poor` people enrolled are marked as extremely poor, `poor_effective` of them were protected in the month.
    `works_eligible` occupations may be funded by some scheme, `works_reached` of them have somebody protected,
    `works_without` are the others."""

    poor: int = 0
    poor_effective: int = 0
    works_eligible: int = 0
    works_reached: int = 0
    works_without: list[WorkCounts] = field(default_factory=list)


@dataclass(frozen=True)
class Quality:
    """Of the `people` enrolled and not frozen, how many lack what; cards printed more than 30 days ago and not handed
    over. A stock of the day on which the report was made."""

    people: int = 0
    no_phone: int = 0
    dukcapil: int = 0
    bpjs_rejected: int = 0
    twins: int = 0
    incomplete: int = 0
    cards_waiting: int = 0


@dataclass(frozen=True)
class Figures:
    """Everything of one month. `months` are the thirteen up to it, oldest first, each as it stood at its own end."""

    month: date
    made_on: date
    city: str = ""
    registered: int = 0
    planned: int = 0
    submitted: int = 0
    paid: int = 0
    effective: int = 0
    target: Target = field(default_factory=Target)
    months: list[MonthCounts] = field(default_factory=list)
    schemes: list[SchemeCounts] = field(default_factory=list)
    areas: list[AreaCounts] = field(default_factory=list)
    lapses: Lapses = field(default_factory=Lapses)
    claims: ClaimCounts = field(default_factory=ClaimCounts)
    targeting: Targeting = field(default_factory=Targeting)
    quality: Quality = field(default_factory=Quality)

    @property
    def day(self) -> date:
        """Up to which it tells: the month's last, or the day it was made on while the month ran."""
        return min(self.made_on, last_of_month(self.month))

    @property
    def is_running(self) -> bool:
        """Whether it was made before the month was over."""
        return self.made_on <= last_of_month(self.month)

    @property
    def before(self) -> MonthCounts | None:
        """The month before it."""
        return self.months[-2] if len(self.months) > 1 else None

    @property
    def new(self) -> int:
        return sum(one.new for one in self.schemes)

    @property
    def money(self) -> int:
        return sum(one.money for one in self.schemes)

    @property
    def effective_money(self) -> int:
        return sum(one.effective_money for one in self.schemes)

    @property
    def effective_months(self) -> int:
        return sum(one.effective_months for one in self.schemes)

    @property
    def money_each(self) -> int | None:
        """Rupiah for each protected worker-month, to the nearest; None without one."""
        return rounded(self.effective_money, self.effective_months)


def rounded(amount: int, parts: int) -> int | None:
    """To the nearest whole rupiah, a half upwards; None of nothing."""
    return (2 * amount + parts) // (2 * parts) if parts else None


def text_of(figures: Figures) -> str:
    """The one way to write these figures down: keys in order, no blanks, days as YYYY-MM-DD."""
    values = asdict(figures)
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def fingerprint(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def figures_in(text: str) -> Figures:
    """What text_of wrote; a key that this version does not know is left out, one that is missing is empty.

    Raises ValueError for a text that is none."""
    return _built(Figures, json.loads(text))


def _built(kind: type, values: dict):
    hints = get_type_hints(kind)
    known = {one.name: hints[one.name] for one in fields(kind)}
    return kind(**{name: _value(known[name], value) for name, value in values.items() if name in known})


def _value(kind, value):
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind):
        return _built(kind, value)
    inner = get_args(kind)[0] if isinstance(value, list) else None
    return [_built(inner, one) for one in value] if inner else value
