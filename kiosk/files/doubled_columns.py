"""Two columns of a sheet that mean the same and do not say the same: which one is meant is asked, never guessed."""

from collections.abc import Iterator, Sequence
from itertools import islice

from kiosk.domain.findings import Finding
from kiosk.domain.words import without_long_numbers
from kiosk.files import sheet_findings
from kiosk.files.found_headings import FoundHeadings
from kiosk.files.heading_keys import column_letters
from kiosk.files.heading_words import Rivals
from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheet_layouts import is_blank, read_fields

Unlike = tuple[Rivals, int]  # the columns, and the first row in which they differ


def doubled_columns(heading: FoundHeadings) -> list[Finding]:
    """One finding for each field that several columns would hold: it blocks where nobody has said which one is meant,
    and warns where somebody has. The rows are gone through only where there are such columns."""
    rivals = heading.vocabulary.rivals(heading.headings, heading.remembered)
    return [_said(heading, *one) for one in _unlike(heading, rivals)]


def _unlike(heading: FoundHeadings, rivals: Sequence[Rivals]) -> list[Unlike]:
    alike, found = list(rivals), []
    for number, row in _lines(heading) if alike else ():
        found += [(one, number) for one in alike if _differs(one, row)]
        alike = [one for one in alike if not _differs(one, row)]
        if not alike:
            break
    return found


def _lines(heading: FoundHeadings) -> Iterator[tuple[int, Sequence[object]]]:
    for number, row in enumerate(islice(heading.grid.rows(), heading.number, None), heading.number + 1):
        if not is_blank(row) and heading.vocabulary.is_line(read_fields(row, heading.columns)):
            yield number, row


def _differs(rivals: Rivals, row: Sequence[object]) -> bool:
    return len({_text(row, at) for at in (rivals.used, *rivals.others)}) > 1


def _text(row: Sequence[object], at: int) -> str:
    return read_cell(row[at]).text.casefold() if at < len(row) else ""


def _said(heading: FoundHeadings, rivals: Rivals, row: int) -> Finding:
    used, *others = (_named(heading, at) for at in (rivals.used, *rivals.others))
    if rivals.is_told:
        return sheet_findings.column_left_out(used, others, row)
    return sheet_findings.columns_doubled([used, *others], row)


def _named(heading: FoundHeadings, at: int) -> str:
    """STATUS (C)."""
    return f"{without_long_numbers(heading.headings[at])} ({column_letters(at)})"
