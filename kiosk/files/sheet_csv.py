"""CSV as Excel writes it: the encoding and the delimiter are found, since neither is written anywhere. It is read line
by line, so that a long file never stands in memory as rows. Runs in the fence (sheet_unpacking)."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import islice

from kiosk.files import sheet_findings
from kiosk.files.bpjs_headings import ANSWERS
from kiosk.files.heading_words import column_letters
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_headings import WORKERS
from kiosk.files.staff_headings import STAFF

DELIMITERS = ";,\t|^~:"
MOST_COLUMNS = 52  # to AZ, as in workbooks
LONGEST_LINE = 500_000  # letters; beyond it stands no table of people
MOST_LINES = 400_000  # a cell may hold several
MOST_PEOPLE = 100_000
_SAMPLE_ROWS = 20
_SAMPLE_LETTERS = 10_000  # of a line
_SAMPLE_BYTES = 4096
_CHUNK = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_CONTROL = 0.05
_SAID = re.compile(r"sep=([^\w\"' \r\n])\s*$", re.IGNORECASE)


def read_csv(content: bytes) -> Iterator[list[str]]:
    """The rows in the numbering Excel shows. Raises UnreadableSheet, on the way too: when this is not text, or text
    that cannot be a table. NUL characters are dropped."""
    if (count := content.count(b"\n") or content.count(b"\r")) > MOST_LINES:
        raise UnreadableSheet(sheet_findings.too_many_rows(count, MOST_PEOPLE))
    encoding = _encoding(content)
    if _is_binary(content, encoding):
        raise UnreadableSheet
    lines = partial(_lines, content, encoding)
    if (number := _endless(lines())) is not None:
        raise UnreadableSheet(sheet_findings.line_too_long(number, LONGEST_LINE))
    try:
        yield from _weighed(csv.reader(lines(), delimiter=_delimiter(lines)))
    except csv.Error as error:
        # A quotation mark that is never closed swallows the rest of the file.
        raise UnreadableSheet from error


def stops_short(content: bytes) -> bool:
    """Whether the last line has no end. Some programs leave it out; where a file was cut it is missing too."""
    return not content.rstrip(b"\0 \x1a").endswith((b"\n", b"\r"))


def _encoding(content: bytes) -> str:
    if content[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
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

    sample = [line[:_SAMPLE_LETTERS] for line in islice(lines(), _SAMPLE_ROWS)]
    return max(DELIMITERS, key=lambda delimiter: _recognised(sample, delimiter))


def _recognised(sample: list[str], delimiter: str) -> tuple[int, int]:
    """How many headings this delimiter makes known, and how many columns."""
    try:
        rows = list(islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0, 0
    known = (len(words.fields_of(row[:MOST_COLUMNS])) for words in (WORKERS, ANSWERS, STAFF) for row in rows)
    return max(known, default=0), max(map(len, rows), default=0)


def _weighed(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        for far, cell in enumerate(row[MOST_COLUMNS:], MOST_COLUMNS):
            if cell.strip():
                raise UnreadableSheet(sheet_findings.too_wide(f"{column_letters(far)}{number}"))
        yield row[:MOST_COLUMNS]
