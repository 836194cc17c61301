"""The headings of a sheet beside its first rows, for somebody who says what each column holds: numbers masked, never
kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from kiosk.domain.words import DOT
from kiosk.files.heading_rows import (
    HEADING_ROWS,
    LONG_NUMBER,
    Place,
    headings_of,
    likeliest,
    may_be_headings,
    where_read,
)
from kiosk.files.heading_words import Vocabulary, column_letters, heading_key, keys_of, unnamed
from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheet_headings import WORKERS
from kiosk.files.sheet_layouts import is_blank

ROWS_SHOWN = 3
LONGEST_SHOWN = 40
_ROWS_LOOKED_AT = 200
_NIK = re.compile(r"'?\d(?:[ .-]?\d){15}")
_LIKE_NIK = re.compile(r"(?:\d\D{0,2}){12}|\d[Ee]\+\d")


class PreviewColumn(NamedTuple):
    """`heading` is "Kolom C" where none is written; `field` is empty where the column is passed over. `like_nik`: one
    of its rows has so long a number; `only_niks`: each of them is 16 digits and nothing else."""

    position: int
    letters: str
    heading: str
    key: str
    field: str
    samples: tuple[str, ...]
    like_nik: bool
    only_niks: bool


@dataclass(frozen=True)
class SheetPreview:
    """How the headings at `place` are understood; `sheets` are the names of all sheets in the file."""

    place: Place
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    columns: tuple[PreviewColumn, ...]
    vocabulary: Vocabulary = WORKERS

    @property
    def missing(self) -> list[str]:
        """Labels of the needed columns that nothing was found for."""
        return self.vocabulary.missing_labels([column.field for column in self.columns])

    @property
    def proposed(self) -> dict[int, str]:
        """Position → field of a column that no heading explains and whose rows do. Where several could be NIK (a
        family's number has 16 digits too) none is proposed."""
        niks = [column for column in self.columns if column.only_niks and not column.field]
        is_known = (
            any(column.field == "nik" for column in self.columns) or "nik" not in self.vocabulary.meanings
        )
        return {niks[0].position: "nik"} if len(niks) == 1 and not is_known else {}

    @property
    def may_be_mapped(self) -> bool:
        """Whether columns are left over that may hold what is missing."""
        spare = [column for column in self.columns if not column.field and column.samples]
        nik_is_there = "NIK" not in self.missing or any(column.like_nik for column in spare)
        return nik_is_there and len(spare) >= len(self.missing)


def preview(
    content: bytes,
    remembered: Mapping[str, str] | None = None,
    *,
    place: Place | None = None,
    read_at: tuple[str, int] = ("", 0),
    vocabulary: Vocabulary = WORKERS,
) -> SheetPreview | None:
    """Of the headings at `place`, else where the sheet was read (its name and row), else where they likeliest stand.
    None where the file cannot be read, or no such row can be one of headings."""
    try:
        grids = open_grids(content)
    except UnreadableSheet:
        return None
    if place:
        return _at(grids, place, remembered, vocabulary)
    places = [*where_read(grids, *read_at), *likeliest(grids, remembered, vocabulary)]
    return next((found for place in places if (found := _at(grids, place, remembered, vocabulary))), None)


def _at(
    grids: Sequence[Grid], place: Place, remembered: Mapping[str, str] | None, vocabulary: Vocabulary
) -> SheetPreview | None:
    if not (1 <= place.sheet <= len(grids) and 1 <= place.row <= HEADING_ROWS):
        return None
    below = islice(grids[place.sheet - 1].rows(), place.row - 1, place.row + _ROWS_LOOKED_AT)
    headed = next(below, None)
    if headed is None or not may_be_headings(headed, vocabulary):
        return None
    headings = headings_of(headed)
    rows = list(islice((row for row in below if not is_blank(row)), ROWS_SHOWN))
    return SheetPreview(
        place=place,
        sheets=tuple(grid.name for grid in grids),
        headings=tuple(headings),
        columns=tuple(_columns(headings, rows, _fields(headings, remembered, vocabulary), vocabulary)),
        vocabulary=vocabulary,
    )


def _fields(
    headings: Sequence[str], remembered: Mapping[str, str] | None, vocabulary: Vocabulary
) -> dict[int, str]:
    """Position → field; columns that would hold the same all have it, so that whoever saves has to choose."""
    fields = vocabulary.fields_of(headings, remembered)
    for one in vocabulary.rivals(headings, remembered):
        fields |= {} if one.is_told else dict.fromkeys(one.others, one.field)
    return {at: name for at, name in fields.items() if name in vocabulary.meanings}


def _columns(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    fields: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Iterator[PreviewColumn]:
    """Each column that holds something; of several under one heading the first, where the others go unread."""
    seen: set[str] = set()
    keys = keys_of(headings) if vocabulary.asks_about else []
    for position in range(max(len(headings), *map(len, rows), 0) if rows else len(headings)):
        written = headings[position] if position < len(headings) else ""
        heading = written if heading_key(written) else unnamed(position)
        texts = [_text(row[position]) for row in rows if position < len(row)]
        key = (keys[position] if position < len(keys) else "") or heading_key(heading)
        if key in seen or not (written or any(texts)):
            continue
        seen.add(key)
        yield PreviewColumn(
            position=position,
            letters=column_letters(position),
            heading=heading,
            key=key,
            field=fields.get(position, ""),
            samples=tuple(masked(text)[:LONGEST_SHOWN] for text in texts if text),
            like_nik=any(_LIKE_NIK.search(text) for text in texts),
            only_niks=any(texts) and all(_NIK.fullmatch(text) for text in texts if text),
        )


def masked(text: str) -> str:
    """`33740119 0503 0001` → `3374••••`."""
    return LONG_NUMBER.sub(lambda found: f"{found[0][:4]}{DOT * 4}", text)


def _text(cell: object) -> str:
    return read_cell(cell).text
