"""A signature as signature_pad posts it, and what is none."""

import base64
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from kiosk.files.pictures import PictureRefused
from kiosk.files.signatures import PREFIX, signature_png


def stroke(width: int = 600, height: int = 200, mode: str = "RGBA") -> Image.Image:
    """A line through a transparent sheet."""
    picture = Image.new(mode, (width, height))
    ImageDraw.Draw(picture).line((20, 150, 300, 40, 560, 160), fill=(0, 0, 0, 255), width=4)
    return picture


def posted(picture: Image.Image, kind: str = "PNG", prefix: str = PREFIX, **options) -> str:
    out = BytesIO()
    picture.save(out, kind, **options)
    return prefix + base64.b64encode(out.getvalue()).decode()


def refusal(drawn: str) -> str:
    with pytest.raises(PictureRefused) as caught:
        signature_png(drawn)
    return str(caught.value)


def test_drawing_becomes_dark_on_white():
    kept = Image.open(BytesIO(signature_png(posted(stroke()))))
    assert (kept.format, kept.mode, kept.size) == ("PNG", "L", (600, 200))
    assert kept.getpixel((0, 0)) == 255 and kept.getextrema()[0] < 60


def test_nothing_else_in_the_file_comes_along():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "rahasia")
    assert b"rahasia" not in signature_png(posted(stroke(), pnginfo=words))


@pytest.mark.parametrize("fill", [(0, 0, 0, 0), (255, 255, 255, 255), (0, 0, 0, 255), (250, 250, 250, 255)])
def test_sheet_without_a_line_is_blank(fill):
    assert refusal(posted(Image.new("RGBA", (600, 200), fill))).startswith("Tanda tangannya masih kosong.")


def test_slip_of_the_finger_is_blank():
    picture = Image.new("RGBA", (600, 200))
    ImageDraw.Draw(picture).rectangle((10, 10, 13, 13), fill=(0, 0, 0, 255))
    assert refusal(posted(picture)).startswith("Tanda tangannya masih kosong.")


@pytest.mark.parametrize("size", [(2001, 100), (100, 1001)])
def test_sheet_of_too_many_pixels_is_refused(size):
    assert refusal(posted(stroke(*size))).startswith("Tanda tangan ini terlalu besar.")


def test_file_of_too_many_bytes_is_refused():
    noisy = Image.effect_noise((900, 900), 90)
    assert refusal(posted(noisy)).startswith("Tanda tangan ini terlalu besar.")


@pytest.mark.parametrize(
    "drawn",
    [
        "bukan gambar",
        "data:image/png;base64,",
        "data:image/png;base64,!!!",
        "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 200).decode(),
        "data:image/svg+xml;base64,PHN2Zy8+",
        posted(stroke().convert("RGB"), "JPEG", "data:image/jpeg;base64,"),
        posted(stroke().convert("RGB"), "JPEG"),
        posted(stroke())[:-400],
    ],
)
def test_what_is_no_png_is_refused(drawn):
    assert refusal(drawn).startswith("Tanda tangan ini tidak terbaca.")
