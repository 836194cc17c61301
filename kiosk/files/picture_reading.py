"""A picture that somebody sent, decoded with nothing taken on trust: not its name, its kind, nor its size."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile

from kiosk.domain.words import N_

# Held against the header, before anything is decoded. A telephone's 50 megapixels come as JPEG, which is made small
# while it is decoded; any other kind is decoded whole and takes four bytes a pixel, twice.
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000}
MOST_DECODED = 16_000_000

_decoding = threading.Lock()


class PictureRefused(ValueError):
    """`message` is a whole sentence in Indonesian with its `params`: what is wrong with the picture, what to do."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


BROKEN = N_("Foto ini rusak atau belum terkirim seluruhnya. Ambil foto sekali lagi, atau pilih berkas lain.")
TOO_MANY_PIXELS = N_(
    "Foto ini lebih dari %(most)s juta piksel, terlalu besar untuk diolah. Kecilkan ukuran foto di pengaturan kamera, "
    "lalu ambil sekali lagi."
)


@contextmanager
def decoding(content: bytes, formats: tuple[str, ...], broken: str = BROKEN) -> Iterator[Image.Image]:
    """The picture, of one of Pillow's `formats`, not decoded yet. Whatever goes wrong inside is PictureRefused, with
    the sentence `broken` where the decoder gives up."""
    try:
        # Whole pictures only: WeasyPrint sets this for the process, and a torn photograph would come out half grey.
        with _decoding, _setting(ImageFile, "LOAD_TRUNCATED_IMAGES", False), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pixels, which we count ourselves, and of odd EXIF
            with Image.open(BytesIO(content), formats=formats) as picture:
                _refuse_too_many_pixels(picture)
                yield picture
    except PictureRefused:
        raise
    except Image.DecompressionBombError as fault:
        raise _too_many_pixels(MOST_DECODED) from fault
    except Exception as fault:  # decoders raise whatever they like over broken bytes
        raise PictureRefused(broken) from fault


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    most = MOST_PIXELS.get(picture.format, MOST_DECODED)
    if picture.width * picture.height > most:
        raise _too_many_pixels(most)


def _too_many_pixels(most: int) -> PictureRefused:
    return PictureRefused(TOO_MANY_PIXELS, most=most // 1_000_000)


@contextmanager
def _setting(owner, name: str, value) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)
