"""The month and the run that stand in an address."""

import re
from datetime import date

from kiosk.services import debit_runs
from kiosk.services.acting import NotThere
from kiosk.web.access import actor

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def month_in(text: str) -> date | None:
    """`2026-12` as the first day of that month."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_asked_for(text: str) -> date:
    """Raises NotThere for what is no month."""
    if (month := month_in(text)) is None:
        raise NotThere
    return month


def run_asked_for(month: str, number: int):
    """Raises NotThere, NotAllowed."""
    return debit_runs.run_of(month_asked_for(month), number, by=actor())


def address_of(run) -> str:
    """Of its month's page."""
    return f"/debit/{run.month:%Y-%m}"


def address_of_run(run) -> str:
    """What the addresses about it begin with."""
    return f"{address_of(run)}/{run.number}"
