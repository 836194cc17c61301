"""Which rows of an XLSX sheet are hidden: calamine reads them like any other, so the file itself is asked."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from kiosk.files.sheet_guard import is_xlsx

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?hidden[^<>]*>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")


def hidden_rows(content: bytes, sheet_name: str) -> frozenset[int]:
    """Numbers of the hidden rows; none for other kinds of file. The content has passed sheet_guard."""
    if not is_xlsx(content):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = _part_of(archive, sheet_name)
            return frozenset(_hidden_in(archive, part)) if part else frozenset()
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError):
        # Only a remark hangs on this: the rows themselves have been read already.
        return frozenset()


def _part_of(archive: zipfile.ZipFile, sheet_name: str) -> str | None:
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    link = next((sheet.get(_LINK) for sheet in sheets if sheet.get("name") == sheet_name), None)
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((entry.get("Target", "") for entry in links if entry.get("Id") == link), None)
    if target is None:
        return None
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _hidden_in(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    carried = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = carried + chunk
            for row in _ROW.findall(text):
                number = _NUMBER.search(row) if _HIDDEN.search(row) else None
                if number:
                    yield int(number[1])
            # A row's tag that the chunk cuts in two is read with the next chunk.
            carried = text[text.rfind(b"<") :] if text.rfind(b">") < text.rfind(b"<") else b""
