"""How headings are compared, and what one kind of sheet calls its columns: case, blanks, dots and dashes do not
matter."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.findings import Finding
from kiosk.files.sheet_cells import Cell

LONGEST_KEY = 120
_NAMED_BESIDE = 2


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


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What one kind of sheet is about. `synonyms` is field → headings with commas between them; of each group in
    `needed` one field has to be there; `labels` name fields in sentences, `meanings` are what somebody may choose for a
    column, of those that exclude each other only one. `is_line` tells a row that counts from a total or a signature;
    with `ends_whole` a last line that was cut is refused. `words` say a finding of this code otherwise."""

    synonyms: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    is_line: Callable[[Mapping[str, Cell]], bool]
    fewest_headings: int = 3
    exclude_each_other: tuple[tuple[str, str], ...] = ()
    ends_whole: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        known = {heading_key(one): name for name, many in self.synonyms.items() for one in many.split(",")}
        object.__setattr__(self, "_field_of", known)

    def fields_of(
        self, headings: Sequence[str], remembered: Mapping[str, str] | None = None
    ) -> dict[int, str]:
        """Column position (from 0) → field. What was taught (heading or its key → field, "" for a column of no use)
        goes first; a field is used once. A column without a heading has its place as name ("Kolom C"), and counts only
        beside two that have one."""
        taught = {heading_key(heading): name for heading, name in (remembered or {}).items()}
        keys = [heading_key(heading) if heading else "" for heading in headings]
        columns: dict[int, str] = {}
        _add(columns, keys, taught)
        _add(columns, ["" if key in taught else key for key in keys], self._field_of)
        if len(columns) >= _NAMED_BESIDE:
            _add(columns, ["" if key else heading_key(unnamed(at)) for at, key in enumerate(keys)], taught)
        return dict(sorted(columns.items()))

    def missing(self, fields: Sequence[str]) -> list[tuple[str, ...]]:
        """The needed groups of which none is among these fields."""
        there = set(fields)
        return [group for group in self.needed if there.isdisjoint(group)]

    def missing_labels(self, fields: Sequence[str]) -> list[str]:
        """The labels of what is missing; of several that would do, all are named."""
        return ["/".join(self.labels[name] for name in group) for group in self.missing(fields)]

    def said(self, finding: Finding) -> Finding:
        """In the words of this kind of sheet."""
        message = self.words.get(finding.code)
        return replace(finding, message=message) if message else finding


def _add(columns: dict[int, str], keys: Sequence[str], known: Mapping[str, str]) -> None:
    for position, key in enumerate(keys):
        name = known.get(key) if key else None
        if name and position not in columns and name not in columns.values():
            columns[position] = name
