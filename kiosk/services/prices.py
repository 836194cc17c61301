"""What people cost a funder over some months, by the stretches of months that cost the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

EITHER = (None, False)  # at the general tariff, with the cut


@dataclass(frozen=True)
class PriceLine:
    """`people` at `rate` rupiah each for each of `months` months from `first` to `last`."""

    first: date
    last: date
    months: int
    people: int
    rate: int

    @property
    def amount(self) -> int:
        return self.months * self.people * self.rate


def stretches(by_month: Iterable[tuple[date, Mapping[int, int]]]) -> tuple[PriceLine, ...]:
    """Of months in a row, each with how many people cost which rate: one line for each stretch of months and each rate
    in it, the earliest first."""
    lines: list[PriceLine] = []
    open_lines: dict[int, int] = {}  # rate → where its line of the month before stands
    for month, people_by_rate in by_month:
        still_open: dict[int, int] = {}
        for rate, count in people_by_rate.items():
            at = open_lines.get(rate)
            if at is not None and lines[at].people == count:
                lines[at] = PriceLine(lines[at].first, month, lines[at].months + 1, count, rate)
            else:
                at = len(lines)
                lines.append(PriceLine(month, month, 1, count, rate))
            still_open[rate] = at
        open_lines = still_open
    return tuple(lines)
