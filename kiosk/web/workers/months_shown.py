"""From which month on a worker's strip is shown: `?dari=2026-11` of the address."""

import re
from datetime import date

from flask import request

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def first_month_shown() -> tuple[date | None, bool]:
    """The month asked for, None where none is, and whether what stands there could be read."""
    text = request.args.get("dari", "").strip()
    found = MONTH.fullmatch(text)
    return (date(int(found[1]), int(found[2]), 1), True) if found else (None, not text)
