"""An XLS file of 1997 (BIFF8 in a compound file), byte by byte: nothing that writes one is among our libraries."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096


def xls(rows: Sequence[Sequence[str | float]], name: str = "DATA") -> bytes:
    """A workbook of one sheet; text and numbers."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0x0006))
    width = max(map(len, rows))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    sheet += b"".join(
        _cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row)
    )
    sheet += _record(0x000A, b"")
    bof = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0x0006))
    page = _record(0x0042, struct.pack("<H", 1200))
    head = bytes([len(name), 0]) + name.encode("latin-1")
    starts = len(bof) + len(page) + 4 + 6 + len(head) + 4
    bound = _record(0x0085, struct.pack("<IBB", starts, 0, 0) + head)
    return compound("Workbook", bof + page + bound + _record(0x000A, b"") + sheet)


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    content = stream.ljust(SMALLEST_STREAM, b"\0")
    content += bytes(-len(content) % SECTOR)
    sectors = len(content) // SECTOR
    chain = [FAT, END, *range(3, sectors + 2), END]
    table = b"".join(struct.pack("<I", entry) for entry in chain).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=END) + _entry(name, 2, start=2, size=len(content))
    return _header() + table + entries.ljust(SECTOR, b"\0") + content


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0
    )
    return head + struct.pack("<I", 0).ljust(4 * 109, b"\xff")


def _entry(name: str, kind: int, *, start: int, child: int = FREE, size: int = 0) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    entry += struct.pack("<III", FREE, FREE, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 15)
    if isinstance(value, str):
        written = value.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + written)
    return _record(0x0203, place + struct.pack("<d", value))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
