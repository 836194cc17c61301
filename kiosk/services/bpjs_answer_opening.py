"""A kept file of BPJS is opened, and its columns understood by the words that are known by then."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.models import Answer
from kiosk.domain.findings import blocks
from kiosk.files.found_headings import find_headings
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheets import SheetReading, read_sheet
from kiosk.services import bpjs_headings
from kiosk.services.bpjs_answer_files import content_of, may_be_explained, vocabulary_of


@dataclass(frozen=True)
class Opened:
    """A file's lines; `others` are sheets beside them that hold something, `more` those of them that are lists too.
    `asks`: it was not understood, and somebody may say what its columns hold."""

    reading: SheetReading
    others: list[Grid]
    more: list[Grid]
    asks: bool


def open_answer(answer: Answer) -> Opened:
    """What is wrong with the file as a whole stands in the findings of its reading."""
    remembered, vocabulary = bpjs_headings.remembered(), vocabulary_of(answer)
    content = content_of(answer)
    reading = read_sheet(content, answer.file_name, remembered, vocabulary)
    if blocks(reading.findings):
        asks = reading.asks_for_columns and may_be_explained(content, remembered, vocabulary)
        return Opened(reading, [], [], asks)
    others = [grid for grid in open_grids(content) if grid.filled and grid.name != reading.sheet_name]
    return Opened(reading, others, [one for one in others if _is_list(one, vocabulary, remembered)], False)


def _is_list(grid: Grid, vocabulary: Vocabulary, remembered: Mapping[str, str]) -> bool:
    found = find_headings([grid], remembered, vocabulary)
    return found is not None and not found.missing
