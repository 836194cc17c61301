"""Places in a print run as one writes them down beside the printer: `3, 17–20 41`."""

import re
from dataclasses import dataclass

MOST_DIGITS = 5
_PARTS = re.compile(r"[\s,;]+")
_AROUND_DASH = re.compile(r"\s*(?:[-‐‑‒–—−]|s/d|s\.d\.?|sampai)\s*", re.IGNORECASE)
_NUMBER = rf"\d{{1,{MOST_DIGITS}}}|[1-9]\d?\.\d{{3}}"  # with the dot of thousands, as our pages write it
_ONE = re.compile(rf"({_NUMBER})(?:-({_NUMBER}))?", re.ASCII)


@dataclass(frozen=True)
class Places:
    """The numbers that were understood, and the pieces that were not, as they were written."""

    numbers: frozenset[int]
    not_read: tuple[str, ...] = ()


def read_places(text: str | None, *, most: int) -> Places:
    """Numbers and ranges between 1 and `most`, divided by commas, semicolons or blanks; what lies outside is not
    read."""
    numbers: set[int] = set()
    not_read = []
    for piece in filter(None, _PARTS.split(_AROUND_DASH.sub("-", text or ""))):
        found = _read_one(piece, most)
        numbers.update(found)
        not_read += [] if found else [piece]
    return Places(frozenset(numbers), tuple(not_read))


def in_words(numbers) -> str:
    """{3, 17, 18, 19} → `3, 17–19`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _read_one(piece: str, most: int) -> range:
    """Empty for what is no place, or a range that runs backwards."""
    written = _ONE.fullmatch(piece)
    if written is None:
        return range(0)
    first, last = (int(number.replace(".", "")) for number in (written[1], written[2] or written[1]))
    return range(first, last + 1) if 1 <= first <= last <= most else range(0)
