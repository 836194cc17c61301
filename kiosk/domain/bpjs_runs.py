"""For which months BPJS is asked about a person: one membership at a time."""

from collections.abc import Iterable
from datetime import date

from kiosk.domain.clock import months_between


def first_run(months: Iterable[date], *, lapse_months: int = 3) -> tuple[date, date]:
    """The first and last month of the earliest run among `months` (first days, in any order, at least one). A gap that
    ends a membership ends the run: what lies behind it is another membership, and asked for later."""
    ordered = sorted(months)
    last = ordered[0]
    for month in ordered[1:]:
        if months_between(last, month) > lapse_months:
            break
        last = month
    return ordered[0], last
