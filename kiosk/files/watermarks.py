"""A copy of a personal paper with what it is for written all over it, drawn into the picture itself: whoever takes it
elsewhere takes the words along."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from kiosk.files.own_folders import ROOT

_FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
ANGLE = 28  # degrees
INK, GLOW = (
    (176, 18, 32, 112),
    (255, 255, 255, 90),
)  # red that stands on white and on a dark cover; a light edge
LETTER_PART = 46  # of the longer side: small print below stays readable
QUALITY = 85


def marked(jpeg: bytes, words: str) -> bytes:
    """The same picture as a JPEG of its own, the words over it in slanting lines."""
    with Image.open(BytesIO(jpeg)) as picture:
        return _jpeg(_marked(picture.convert("RGBA"), words))


def marked_pdf(pages: Sequence[bytes], words: str) -> bytes:
    """Pages, each a JPEG, as a PDF of marked pictures."""
    return pdf_of([marked(page, words) for page in pages])


def pdf_of(pages: Sequence[bytes]) -> bytes:
    """JPEGs as the pages of one PDF, each as large as it is at 150 dots an inch."""
    first, *others = [Image.open(BytesIO(page)).convert("RGB") for page in pages]
    out = BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=150, quality=QUALITY)
    return out.getvalue()


def _marked(picture: Image.Image, words: str) -> Image.Image:
    layer = _lines(max(picture.size), words)
    left, top = (layer.width - picture.width) // 2, (layer.height - picture.height) // 2
    picture.alpha_composite(layer.crop((left, top, left + picture.width, top + picture.height)))
    return picture.convert("RGB")


def _lines(longest: int, words: str) -> Image.Image:
    """A slanting sheet of the words that covers a picture of that size wherever it lies."""
    side, letters = int(longest * 1.45), max(longest // LETTER_PART, 11)
    sheet = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(_FONT, letters)
    line = f"{words}   •   "
    step = draw.textlength(line, font=font)
    for number, y in enumerate(range(0, side, letters * 5)):
        x = -(number * step / 3 % step)
        while x < side:
            draw.text((x, y), line, font=font, fill=INK, stroke_width=1, stroke_fill=GLOW)
            x += step
    return sheet.rotate(ANGLE, Image.Resampling.BILINEAR, expand=True)


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
