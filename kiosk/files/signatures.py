"""A signature drawn on the screen: a PNG in a data URL, as signature_pad posts it."""

import base64
import binascii
from io import BytesIO

from PIL import Image

from kiosk.domain.words import N_
from kiosk.files.picture_reading import PictureRefused, decoding

PREFIX = "data:image/png;base64,"
MOST_BYTES = 200_000
MOST_WIDTH, MOST_HEIGHT = 2000, 1000
LEAST_INK = 30  # dark pixels: less is a slip of the finger
DARK = 160

UNREADABLE = N_("Tanda tangan ini tidak terbaca. Tekan Hapus, lalu minta orangnya tanda tangan sekali lagi.")
TOO_LARGE = N_("Tanda tangan ini terlalu besar. Tekan Hapus, lalu minta orangnya tanda tangan sekali lagi.")
BLANK = N_("Tanda tangannya masih kosong. Minta orangnya tanda tangan, atau pilih cara menyetujui yang lain.")


def signature_png(drawn: str) -> bytes:
    """The drawing as a grey PNG, made anew so that nothing else comes along. Raises PictureRefused."""
    content = _decoded(drawn)
    if len(content) > MOST_BYTES:
        raise PictureRefused(TOO_LARGE)
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise PictureRefused(UNREADABLE)
    with decoding(content, ("PNG",), broken=UNREADABLE) as picture:
        _refuse_too_large(*picture.size)
        return _png(_ink(picture))


def _decoded(drawn: str) -> bytes:
    if not drawn.startswith(PREFIX):
        raise PictureRefused(UNREADABLE)
    try:
        return base64.b64decode(drawn[len(PREFIX) :], validate=True)
    except (binascii.Error, ValueError) as fault:
        raise PictureRefused(UNREADABLE) from fault


def _refuse_too_large(width: int, height: int) -> None:
    if width > MOST_WIDTH or height > MOST_HEIGHT:
        raise PictureRefused(TOO_LARGE)


def _ink(picture: Image.Image) -> Image.Image:
    """Grey on white, whatever was transparent."""
    layer = picture.convert("RGBA")
    sheet = Image.new("RGBA", layer.size, "white")
    sheet.alpha_composite(layer)
    grey = sheet.convert("L")
    dark = sum(grey.histogram()[:DARK])
    if not LEAST_INK <= dark < grey.width * grey.height:
        raise PictureRefused(BLANK)
    return grey


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
