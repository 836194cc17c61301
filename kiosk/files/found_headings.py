"""Where the headings of a sheet stand, and what they were understood as."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from kiosk.files.heading_words import Vocabulary, unnamed
from kiosk.files.sheet_cells import clean_text
from kiosk.files.sheet_grid import Grid

HEADING_ROWS = 20
_LONGEST_HEADING = 120
_FEWEST_WORDS = 2
_MOST_DIGITS = 4  # of a heading: a year, not a NIK


class FoundHeadings(NamedTuple):
    """Row `number` of a grid; `columns` is place → field, `remembered` what was taught when they were understood."""

    grid: Grid
    number: int
    headings: list[str]
    columns: dict[int, str]
    vocabulary: Vocabulary
    remembered: Mapping[str, str] | None = None

    @property
    def missing(self) -> int:
        """How many of the needed columns are not there."""
        return len(self.vocabulary.missing(list(self.columns.values())))

    @property
    def width(self) -> int:
        """Up to the last column with a heading or a field."""
        return max([at + 1 for at, text in enumerate(self.headings) if text or at in self.columns], default=0)

    @property
    def layout(self) -> tuple[tuple[str, str], ...]:
        """(heading, field or "") from left to right."""
        named = range(self.width)
        return tuple((self.headings[at] or unnamed(at), self.columns.get(at, "")) for at in named)


def find_headings(
    grids: Iterable[Grid], remembered: Mapping[str, str] | None, vocabulary: Vocabulary
) -> FoundHeadings | None:
    """The first row with every needed heading, else the one with most of them, else the first that looks like
    headings."""
    best, guess = None, None
    for grid in grids:
        for number, row in enumerate(islice(grid.rows(), HEADING_ROWS), 1):
            headings = [clean_text(cell[:_LONGEST_HEADING]) if isinstance(cell, str) else "" for cell in row]
            columns = vocabulary.fields_of(headings, remembered)
            found = FoundHeadings(grid, number, headings, columns, vocabulary, remembered)
            if columns and not found.missing:
                return found
            if len(columns) >= 2 and (best is None or _worth(found) > _worth(best)):
                best = found
            guess = guess or (found if _looks_like_headings(found) else None)
    return best or guess


def _worth(row: FoundHeadings) -> tuple[int, int]:
    return -row.missing, len(row.columns)


def _looks_like_headings(row: FoundHeadings) -> bool:
    """As many words as there are needed columns, side by side, none of them a number, and rows below."""
    words = [text for text in row.headings if text]
    wordy = not any(sum(map(str.isdigit, text)) > _MOST_DIGITS for text in words)
    fewest = max(len(row.vocabulary.needed), _FEWEST_WORDS)
    return wordy and len(set(words)) >= fewest and row.grid.filled > row.number
