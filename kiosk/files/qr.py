"""QR codes as one vector path: sharp at any size, the same in a page and in a PDF."""

from itertools import groupby

import zxingcpp
from markupsafe import Markup

QUIET_MODULES = 4


def qr_svg_path(text: str) -> tuple[str, int]:
    """(path, modules): the dark runs as an SVG path of 1-unit modules, and the side in modules without the
    quiet zone.

    Error correction M; raises ValueError when the text is too long for a QR code.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    matrix = memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist()
    return "".join(_run(x, y, width) for y, row in enumerate(matrix) for x, width in _dark_runs(row)), len(
        matrix
    )


def qr_svg(text: str, label: str = "Kode QR") -> Markup:
    """The code with its quiet zone as an <svg class="qr">, to be sized by CSS; the label is what a screen
    reader says."""
    path, modules = qr_svg_path(text)
    side = modules + 2 * QUIET_MODULES
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" '
        'shape-rendering="crispEdges" '
        'viewBox="-{} -{} {} {}"><path d="{}"/></svg>'
    ).format(label, QUIET_MODULES, QUIET_MODULES, side, side, path)


def _dark_runs(row: list[int]) -> list[tuple[int, int]]:
    runs, x = [], 0
    for shade, group in groupby(row):
        width = len(list(group))
        if shade == 0:
            runs.append((x, width))
        x += width
    return runs


def _run(x: int, y: int, width: int) -> str:
    return f"M{x} {y}h{width}v1h-{width}z"
