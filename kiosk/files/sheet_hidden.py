"""Which rows of an XLSX sheet are hidden: calamine reads them like any other, so the file itself is asked. Only a
remark hangs on this: what cannot be made out says nothing."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from kiosk.files.sheet_guard import is_xlsx

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main sheet"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_MOST_OF_A_LIST = 1_000_000  # bytes; the sheets stand at the beginning
_LAST_ROW = 200_000
# Each repeat has an end: a tag that goes on for megabytes is no row, and is not searched again from every letter.
_ROW = re.compile(
    rb"""<(?:\w{1,20}:)?row(?=\s)[^<>]{0,300}?\shidden\s{0,9}=\s{0,9}["'](?:1|true)["'][^<>]{0,300}>"""
)
_NUMBER = re.compile(rb"""\sr\s{0,9}=\s{0,9}["'](\d{1,7})["']""")


class HiddenRows:
    """Collects while the parts of the archive pass by (sheet_guard.refuse)."""

    def __init__(self, content: bytes):
        self._content = content
        self._by_part: dict[str, set[int]] = defaultdict(set)

    def look_at(self, part: str, text: bytes) -> None:
        """A piece of a part."""
        for row in _ROW.findall(text):
            number = _NUMBER.search(row)
            if number and int(number[1]) < _LAST_ROW:
                self._by_part[part].add(int(number[1]))

    def by_sheet(self) -> dict[str, list[int]]:
        """Row numbers by the sheet's name; empty for other kinds of file."""
        if not self._by_part or not is_xlsx(self._content):
            return {}
        try:
            with zipfile.ZipFile(BytesIO(self._content)) as archive:
                parts = dict(_parts_of(archive))
        except (zipfile.BadZipFile, KeyError, RuntimeError):
            return {}
        return {name: sorted(self._by_part[part]) for name, part in parts.items() if part in self._by_part}


def _parts_of(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet."""
    targets = {
        entry.get("Id"): entry.get("Target", "")
        for name, entry in _elements(archive, "xl/_rels/workbook.xml.rels")
        if name.endswith("Relationship")
    }
    for name, sheet in _elements(archive, "xl/workbook.xml"):
        target = targets.get(sheet.get(_LINK)) if name == _MAIN else None
        if target:
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of the elements at the part's beginning."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    with archive.open(part) as stream:
        beginning = stream.read(_MOST_OF_A_LIST)
    try:
        parser.Parse(beginning)
    except expat.ExpatError:
        return []
    return found
