import re
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from kiosk.files.qr import qr_svg, qr_svg_path

URL = "https://payung.test/v/7fJ2kQpX9sLmN4tRvB8cWd"


def drawn(path, modules, scale=6, quiet=4):
    """A picture of the path alone, so that the path and nothing else is what is decoded."""
    side = (modules + 2 * quiet) * scale
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        left, top = (int(x) + quiet) * scale, (int(y) + quiet) * scale
        pen.rectangle([left, top, left + int(width) * scale - 1, top + scale - 1], fill=0)
    return picture


def test_the_path_decodes_to_the_text():
    (code,) = zxingcpp.read_barcodes(drawn(*qr_svg_path(URL)))
    assert code.text == URL and code.format == zxingcpp.BarcodeFormat.QRCode and code.ec_level == "M"


def test_runs_of_one_row_are_merged():
    path, modules = qr_svg_path(URL)
    assert path.startswith("M0 0h7v1h-7z")
    runs = [(int(x), int(y), int(width)) for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", path)]
    assert all(x + width < nx for (x, y, width), (nx, ny, _) in pairwise(runs) if y == ny)
    assert max(x + width for x, _, width in runs) == modules


def test_the_picture_has_a_quiet_zone_and_a_name():
    _, modules = qr_svg_path(URL)
    svg = qr_svg(URL, 'Kode "QR"')
    assert f'viewBox="-4 -4 {modules + 8} {modules + 8}"' in svg and 'aria-label="Kode &#34;QR&#34;"' in svg
    assert "style=" not in svg


def test_a_text_that_no_code_can_hold_is_refused():
    with pytest.raises(ValueError):
        qr_svg_path("x" * 5_000)
