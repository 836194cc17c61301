"""The photograph on a card: cut to its place and no larger than a card printer shows."""

from io import BytesIO

from PIL import Image, ImageOps

from kiosk.files.picture_reading import PictureRefused, decoding

# 15 × 20 mm at 305 dots to the inch.
PIXELS = (180, 240)
QUALITY = 85


def card_photo(photo: bytes | None) -> bytes | None:
    """A JPEG of 180 × 240 pixels, cut evenly at the longer side; None for no photograph and for one that cannot be
    read, whose card then says so, while the others of its run are printed."""
    if not photo:
        return None
    try:
        with decoding(photo, ("JPEG",)) as picture:
            return _cut_to_place(picture)
    except PictureRefused:
        return None


def _cut_to_place(picture: Image.Image) -> bytes:
    # A JPEG is decoded at half or a quarter of its size where that is still enough.
    picture.draft("RGB", PIXELS)
    out = BytesIO()
    ImageOps.fit(picture.convert("RGB"), PIXELS, Image.Resampling.BICUBIC).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
