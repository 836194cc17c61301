"""What one kind of sheet calls its columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kiosk.domain.findings import Finding
from kiosk.files.heading_keys import LONGEST_KEY, bare_keys_of, column_letters, heading_key, keys_of, unnamed
from kiosk.files.sheet_cells import Cell

__all__ = ["LONGEST_KEY", "Rivals", "Vocabulary", "column_letters", "heading_key", "keys_of", "unnamed"]

_NAMED_BESIDE = 2


class Rivals(NamedTuple):
    """Columns (positions from 0) that would hold the same field: `used` is read, `others` are not. `is_told`: somebody
    has said that it is `used`."""

    field: str
    used: int
    others: tuple[int, ...]
    is_told: bool


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What one kind of sheet is about. `synonyms` is field → headings with commas between them; of each group in
    `needed` one field has to be there; `labels` name fields in sentences, `meanings` are what somebody may choose for a
    column, of those that exclude each other only one. `is_line` tells a row that counts from a total or a signature;
    with `ends_whole` a last line that was cut is refused; of the fields in `asks_about` somebody is asked which of two
    columns is meant, where these do not say the same. `stands_alone` tells a line that may as well be a signature, see
    signature_rows. `words` say a finding of this code otherwise."""

    synonyms: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    is_line: Callable[[Mapping[str, Cell]], bool]
    fewest_headings: int = 3
    exclude_each_other: tuple[tuple[str, str], ...] = ()
    ends_whole: bool = False
    asks_about: tuple[str, ...] = ()
    stands_alone: Callable[[Mapping[str, Cell]], bool] | None = None
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
        taught, told = self._understood(headings, remembered)
        keys = bare_keys_of(headings)
        columns: dict[int, str] = {}
        _add(columns, told)
        _add(columns, self._known(keys, told))
        if len(columns) >= _NAMED_BESIDE:
            unnamed_keys = {at: heading_key(unnamed(at)) for at, key in enumerate(keys) if not key}
            _add(columns, {at: taught.get(key, "") for at, key in unnamed_keys.items()})
        return dict(sorted(columns.items()))

    def rivals(self, headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> list[Rivals]:
        """The columns with a heading that are left unread because another holds the same of the fields that somebody
        is asked about."""
        _taught, told = self._understood(headings, remembered)
        known = self._known(bare_keys_of(headings), told)
        wanted: dict[str, list[int]] = {}
        for at, name in (told | known).items():
            if name:
                wanted.setdefault(name, []).append(at)
        used = {name: at for at, name in self.fields_of(headings, remembered).items()}
        return [
            Rivals(
                name, used[name], tuple(at for at in sorted(places) if at != used[name]), _one(places, told)
            )
            for name, places in wanted.items()
            if len(places) > 1 and name in self.asks_about
        ]

    def _understood(
        self, headings: Sequence[str], remembered: Mapping[str, str] | None
    ) -> tuple[dict[str, str], dict[int, str]]:
        """What was taught by key, and by position of the columns here; one of several headings that are the same may
        have been meant by itself, or by the heading alone."""
        taught = {heading_key(heading): name for heading, name in (remembered or {}).items()}
        told = {}
        for at, (key, bare) in enumerate(zip(keys_of(headings), bare_keys_of(headings), strict=True)):
            if bare and (key in taught or bare in taught):
                told[at] = taught.get(key, taught.get(bare, ""))
        return taught, told

    def _known(self, keys: Sequence[str], told: Mapping[int, str]) -> dict[int, str]:
        """Position → field of headings that everybody understands, where nobody has said otherwise."""
        return {at: self._field_of.get(key, "") for at, key in enumerate(keys) if key and at not in told}

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


def _add(columns: dict[int, str], found: Mapping[int, str]) -> None:
    for position, name in sorted(found.items()):
        if name and position not in columns and name not in columns.values():
            columns[position] = name


def _one(places: Sequence[int], told: Mapping[int, str]) -> bool:
    """Whether exactly one of these columns holds the field because somebody has said so."""
    return sum(1 for at in places if told.get(at)) == 1
