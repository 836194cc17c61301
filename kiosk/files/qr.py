"""QR codes as one vector path: sharp at any size, the same in a page and in a PDF."""

import re
from collections.abc import Iterator
from functools import cache

import zxingcpp
from markupsafe import Markup

QUIET_MODULES = 4
_DARK = re.compile(rb"\x00+")


def qr_svg_path(text: str) -> tuple[str, int]:
    """(path, modules): the dark runs as an SVG path of 1-unit modules, and the side in modules without the
    quiet zone.

    Error correction M; raises ValueError when the text is too long for a QR code.
    """
    return _written(text, "M{} {}h{}v1h-{}z")


def qr_pdf_path(text: str) -> tuple[str, int]:
    """The same as PDF rectangles, x to the right and y down: to be filled in one go, so that no seam shows."""
    return _written(text, "{} {} {} 1 re ")


def qr_svg(text: str, label: str = "Kode QR", quiet: int = QUIET_MODULES) -> Markup:
    """The code with its quiet zone as an <svg class="qr">, to be sized by CSS; the label is what a screen
    reader says."""
    path, modules = qr_svg_path(text)
    side = modules + 2 * quiet
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" '
        'shape-rendering="crispEdges" '
        'viewBox="-{} -{} {} {}"><path d="{}"/></svg>'
    ).format(label, quiet, quiet, side, side, path)


def _written(text: str, run: str) -> tuple[str, int]:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    matrix = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    rows, side = matrix.tobytes(), matrix.shape[0]
    known = _runs(side, run)
    return "".join([known[dark.span()] for dark in _DARK.finditer(b"\xff".join(_rows(rows, side)))]), side


def _rows(matrix: bytes, side: int) -> Iterator[bytes]:
    return (matrix[start : start + side] for start in range(0, side * side, side))


@cache
def _runs(side: int, run: str) -> dict[tuple[int, int], str]:
    """How each run a code of this side may have is written, by its start and end among the rows."""
    return {
        (y * (side + 1) + x, y * (side + 1) + end): run.format(x, y, end - x, end - x)
        for y in range(side)
        for x in range(side)
        for end in range(x + 1, side + 1)
    }
