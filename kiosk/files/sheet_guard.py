"""What is refused before a spreadsheet is read: too large a file, one with a password, a zip bomb, a sheet that would
fill the memory. What looks inside runs in the fence (sheet_unpacking)."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from kiosk.domain.findings import Finding
from kiosk.files import sheet_findings

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
HIGHEST_RATIO = 200
MOST_PARTS = 1_000
_CHUNK = 1 << 18
_CARRIED = 1_024
_SHEETS = "worksheets/"  # where in the archive they stand
_OLE = b"\xd0\xcf\x11\xe0"  # how XLS begins, and the wrapping of an XLSX with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END_OF_ZIP, _LONGEST_END = b"PK\x05\x06", 22 + (1 << 16)
_LOCAL_HEADER = struct.Struct("<26xHH")

# A filled cell past column AZ or row 199,999. The reader lays a sheet out as a full grid from its first
# filled cell to its last: a letter in XFD1048576 (5 kB of file) asks for 550 GB and kills the process.
# No repeat is without an end: what begins like a cell is not followed for megabytes, again from each of its attributes.
_FAR_CELL = re.compile(
    rb"""\sr\s{0,9}=\s{0,9}["']((?:[A-Za-z]{3,9}|[B-Zb-z][A-Za-z])[0-9]{1,9}"""
    rb"""|[A-Za-z]{1,9}(?:[0-9]{7,9}|[2-9][0-9]{5}))["'](?:[^<>]{0,200}[^<>/])?>"""
)

_START = 1_024  # bytes in which a file says what it is
_MARKS = b"\xef\xbb\xbf \t\r\n"
_WEB_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|meta|style|table|div)[\s>/]", re.IGNORECASE)

Look = Callable[[str, bytes], None]


def refuse_unopened(content: bytes) -> Finding | None:
    """Why this file must not be opened, or None: at the price of a glance."""
    if not content:
        return sheet_findings.no_bytes()
    if len(content) > LARGEST_FILE:
        return sheet_findings.too_large(len(content), LARGEST_FILE)
    if content[:4] == _OLE and ENCRYPTED in content:
        return sheet_findings.locked()
    if content[:2] == b"PK" and content.rfind(_END_OF_ZIP, -_LONGEST_END) < 0:
        return sheet_findings.cut_off()
    return _refuse_other_kind(content[:_START].lstrip(_MARKS))


def _refuse_other_kind(start: bytes) -> Finding | None:
    """What is no sheet, whatever its name says."""
    if start.startswith(b"%PDF-"):
        return sheet_findings.is_pdf()
    return sheet_findings.is_web_page() if _WEB_PAGE.match(start) else None


def refuse(content: bytes, look: Look | None = None) -> Finding | None:
    """The same, and what is found by unpacking it once; `look` is shown each piece of a sheet's part. In the fence."""
    return refuse_unopened(content) or (_refuse_zip(content, look) if content[:2] == b"PK" else None)


def is_workbook(content: bytes) -> bool:
    """Whether this is XLSX, XLS, ODS or nothing; everything else may be a CSV."""
    return content[:2] == b"PK" or content[:4] == _OLE


def is_xlsx(content: bytes) -> bool:
    """Whether this can only be read as XLSX: the kind whose far cells refuse() finds."""
    if content[:2] != b"PK":
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return "xl/workbook.xml" in names and not names & {"xl/workbook.bin", "content.xml"}


def _refuse_zip(content: bytes, look: Look | None) -> Finding | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            return sheet_findings.bomb()
        return _weigh(content, parts, look)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError):
        return sheet_findings.not_a_workbook()


def _weigh(content: bytes, parts: list[zipfile.ZipInfo], look: Look | None) -> Finding | None:
    # Sizes written in the archive can lie, so what is unpacked is counted.
    limit = min(LARGEST_UNPACKED, HIGHEST_RATIO * len(content))
    unpacked = 0
    for part in parts:
        carried = b""
        for chunk in _unpack(content, part):
            unpacked += len(chunk)
            if unpacked > limit:
                return sheet_findings.bomb()
            if _SHEETS not in part.filename.lower():
                continue
            text = carried + chunk
            if far := _FAR_CELL.search(text):
                return sheet_findings.too_wide(far[1].decode())
            if look:
                look(part.filename, text)
            carried = _open_tag(chunk)
    return None


def _unpack(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    name_length, extra_length = _LOCAL_HEADER.unpack_from(content, part.header_offset)
    start = part.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflate(packed)
    else:
        raise zipfile.BadZipFile("a packing that spreadsheets do not use")


def _inflate(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    for at in range(0, len(packed), _CHUNK):
        waiting: bytes | memoryview = packed[at : at + _CHUNK]
        while waiting and not stream.eof:
            yield stream.decompress(waiting, _CHUNK)
            waiting = stream.unconsumed_tail
    yield stream.flush()


def _open_tag(chunk: bytes) -> bytes:
    # A tag cut in two by the chunk's end is looked at again with the next chunk.
    tail = chunk[-_CARRIED:]
    return tail[tail.rfind(b"<") :] if b"<" in tail else b""
