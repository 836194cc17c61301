"""How headings are compared: case, blanks, dots and dashes do not matter. What a column without one is called."""

import re
from collections import Counter
from collections.abc import Sequence

LONGEST_KEY = 120
_BEFORE_PLACE = LONGEST_KEY - len("ke9999")


def heading_key(heading: str) -> str:
    """A heading without case, blanks, `_`, `-`, dots and remarks in brackets: "No. HP (WA)" is "nohp". Its own key
    once more is the same; at most LONGEST_KEY letters."""
    bare = re.sub(r"\([^)]*\)", " ", heading)
    return re.sub(r"[\W_]+", "", (bare if re.search(r"\w", bare) else heading).casefold())[:LONGEST_KEY]


def unnamed(position: int) -> str:
    """What a column without a heading is called, by its letter in the spreadsheet program: 2 is "Kolom C"."""
    return f"Kolom {column_letters(position)}"


def column_letters(position: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    before, last = divmod(position, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def keys_of(headings: Sequence[str]) -> list[str]:
    """The key of each heading, "" where none is written. Of headings that are the same each key says which it is, so
    that they are remembered one by one: "statuske1", "statuske2"."""
    bare = bare_keys_of(headings)
    all_of, so_far = Counter(bare), Counter()
    keys = []
    for key in bare:
        so_far[key] += 1
        keys.append(f"{key[:_BEFORE_PLACE]}ke{so_far[key]}" if key and all_of[key] > 1 else key)
    return keys


def told_apart(heading: str, key: str) -> str:
    """One of several headings that are the same, as a list names it: STATUS (kolom ke-2)."""
    return heading if key == heading_key(heading) else f"{heading} (kolom ke-{key.rpartition('ke')[2]})"


def bare_keys_of(headings: Sequence[str]) -> list[str]:
    """The same without telling equal ones apart."""
    return [heading_key(heading) if heading else "" for heading in headings]
