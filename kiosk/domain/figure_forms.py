"""Figures as people write them: counts of people, percentages, years."""

import re

from kiosk.domain.digits import plain

GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3}){1,5}|\d{1,18}", re.ASCII)
PERCENTAGE = re.compile(r"(\d{1,18})(?:[.,](\d{1,2}))? ?%?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)


def read_people(text: object) -> int | None:
    """`756.873`, `756 873`, `756873 orang`; None for anything else."""
    written = plain(text).lower().removesuffix("orang").strip()
    return int(written.replace(".", "").replace(" ", "")) if GROUPED.fullmatch(written) else None


def read_percent(text: object) -> int | None:
    """`51,59`, `51.59 %`, `52` as hundredths of a percent; None for anything else."""
    found = PERCENTAGE.fullmatch(plain(text).lower().removesuffix("persen").strip())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def read_year(text: object) -> int | None:
    written = plain(text)
    return int(written) if YEAR.fullmatch(written) else None
