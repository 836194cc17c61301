"""CSV as Excel writes it: the encoding and the delimiter are found, since neither is written anywhere. It is read line
by line at each pass, so that a long file never stands in memory as rows."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import islice

from kiosk.domain.findings import Finding
from kiosk.files import sheet_findings
from kiosk.files.sheet_headings import column_letters, map_headings

DELIMITERS = ";,\t|^~:"
MOST_COLUMNS = 52  # to AZ, as in workbooks
LONGEST_LINE = 500_000  # letters; beyond it stands no table of people
MOST_LINES = 400_000  # a cell may hold several
MOST_PEOPLE = 100_000
_SAMPLE_ROWS = 20
_SAMPLE_BYTES = 4096
_CHUNK = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_CONTROL = 0.05
_SAID = re.compile(r"sep=([^\w\"' \r\n])\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class CsvRows:
    """`rows()` reads anew at each call, in the numbering Excel shows; `filled` counts the rows that hold something."""

    rows: Callable[[], Iterator[list[str]]]
    filled: int


def read_csv(content: bytes) -> CsvRows | Finding | None:
    """None when this is not text, a Finding when it is text that cannot be a table. NUL characters are dropped."""
    if (count := content.count(b"\n") or content.count(b"\r")) > MOST_LINES:
        return sheet_findings.too_many_rows(count, MOST_PEOPLE)
    encoding = _encoding(content)
    if _is_binary(content, encoding):
        return None
    lines = partial(_lines, content, encoding)
    try:
        if (number := _endless(lines())) is not None:
            return sheet_findings.line_too_long(number, LONGEST_LINE)
        delimiter = _delimiter(lines)
        return _weighed(lambda: csv.reader(lines(), delimiter=delimiter))
    except csv.Error:
        # A quotation mark that is never closed swallows the rest of the file.
        return None


def _encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    head = content[:200]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[first::2]
        if half.count(0) > 0.4 * len(half):
            return name
    return "utf-8-sig" if _is_utf8(content) else "cp1252"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for at in range(0, len(content), _CHUNK):
            decoder.decode(content[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(content: bytes, encoding: str) -> bool:
    sample = content[:_SAMPLE_BYTES].decode(encoding, errors="replace")
    return len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample)


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    """Each line with its end; one of more than LONGEST_LINE letters comes in pieces."""
    stream = TextIOWrapper(BytesIO(content), encoding=encoding, errors="replace", newline="")
    while line := stream.readline(LONGEST_LINE + 1):
        yield line.replace("\0", "")


def _endless(lines: Iterator[str]) -> int | None:
    """The number of the first line that has no end, or None."""
    return next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None)


def _delimiter(lines: Callable[[], Iterator[str]]) -> str:
    if said := _SAID.match(next(lines(), "")):
        return said[1]

    def recognised(delimiter: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(islice(lines(), _SAMPLE_ROWS), delimiter=delimiter), _SAMPLE_ROWS))
        return max((len(map_headings(row)) for row in rows), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=recognised)


def _weighed(rows: Callable[[], Iterator[list[str]]]) -> CsvRows | Finding:
    """Read once to the end: whatever cannot be read is found before anything is made of it."""
    filled = 0
    for number, row in enumerate(rows(), 1):
        if far := next(
            (at for at, cell in enumerate(row[MOST_COLUMNS:], MOST_COLUMNS) if cell.strip()), None
        ):
            return sheet_findings.too_wide(f"{column_letters(far)}{number}")
        filled += any(map(str.strip, row))
    return CsvRows(lambda: (row[:MOST_COLUMNS] for row in rows()), filled)
