"""CSV as Excel writes it: the encoding and the delimiter are found, since neither is written anywhere."""

import csv
import re
from io import StringIO

from kiosk.files.sheet_headings import map_headings

DELIMITERS = ";,\t|"
_SAMPLE_ROWS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_CONTROL = 0.05


def read_csv(content: bytes) -> list[list[str]] | None:
    """All rows, in the numbering Excel shows; None when this is not text. NUL characters are dropped."""
    text = _decode(content)
    if text is None:
        return None
    text = text.replace("\0", "")
    try:
        return _rows(text, _delimiter(text))
    except csv.Error:
        # A quotation mark that is never closed swallows the rest of the file.
        return None


def _decode(content: bytes) -> str | None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", errors="replace")
    elif content[1:200:2].count(0) > 0.4 * len(content[1:200:2]):
        text = content.decode("utf-16-le", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    sample = text[:4096]
    return None if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample) else text


def _delimiter(text: str) -> str:
    def recognised(delimiter: str) -> tuple[int, int]:
        rows = _rows(text[:20_000], delimiter, _SAMPLE_ROWS)
        return max((len(map_headings(row)) for row in rows), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=recognised)


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return [row for _, row in zip(range(most), reader, strict=False)] if most else list(reader)
