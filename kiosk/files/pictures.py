"""Photographs as we keep them: upright, small, JPEG, without anything but the picture (a telephone writes into each
where it was taken)."""

import base64
from io import BytesIO

from PIL import Image, ImageOps

from kiosk.domain.words import N_
from kiosk.files.picture_reading import PictureRefused, decoding

__all__ = ["MOST_BYTES", "PictureRefused", "data_url", "upright_jpeg"]

MOST_BYTES = 10_000_000
SMALLEST_SIDE = 120  # pixels: below that nobody is recognised
LONGEST_SIDE = 800
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

EMPTY = N_("Berkas foto ini kosong. Ambil foto sekali lagi, atau pilih berkas lain.")
TOO_LARGE = N_(
    "Foto ini lebih besar dari %(most)s MB. Kecilkan ukuran foto di pengaturan kamera, lalu ambil sekali lagi."
)
PDF = N_("Berkas ini PDF, bukan foto. Pilih foto orangnya: JPEG, PNG, atau WEBP.")
HEIC = N_(
    "Foto ini berformat HEIC, yang belum dapat dibaca. Di iPhone buka Pengaturan, Kamera, Format, pilih Paling "
    "Kompatibel; di HP lain matikan pilihan HEIF atau Foto efisiensi tinggi. Lalu ambil sekali lagi."
)
NOT_A_PICTURE = N_("Berkas ini bukan foto. Pilih foto orangnya: JPEG, PNG, atau WEBP.")
TOO_SMALL = N_(
    "Foto ini hanya %(width)s × %(height)s piksel, wajahnya tidak akan dikenali. Pakai foto paling sedikit %(least)s × "
    "%(least)s piksel."
)


def upright_jpeg(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The picture as a JPEG whose longer side has at most `longest` pixels; of an animation the first frame.
    Raises PictureRefused with what is wrong."""
    if refusal := _refusal(content):
        raise refusal
    with decoding(content, FORMATS) as picture:
        _refuse_too_small(*picture.size)
        return _jpeg(_shrunk_and_upright(picture, longest))


def _refusal(content: bytes) -> PictureRefused | None:
    """What can be said without decoding anything."""
    if not content:
        return PictureRefused(EMPTY)
    if len(content) > MOST_BYTES:
        return PictureRefused(TOO_LARGE, most=MOST_BYTES // 1_000_000)
    if b"%PDF-" in content[:1024]:
        return PictureRefused(PDF)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return PictureRefused(HEIC)
    return None if _begins_as_a_picture(content) else PictureRefused(NOT_A_PICTURE)


def _begins_as_a_picture(content: bytes) -> bool:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))


def _refuse_too_small(width: int, height: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise PictureRefused(TOO_SMALL, width=width, height=height, least=SMALLEST_SIDE)


def _shrunk_and_upright(picture: Image.Image, longest: int) -> Image.Image:
    """Shrunk first: a JPEG is then decoded at an eighth of its size already, and turning costs little."""
    if picture.mode in ("P", "1"):
        picture = picture.convert("RGBA")
    picture.thumbnail((longest, longest))
    return ImageOps.exif_transpose(picture)


def _jpeg(picture: Image.Image) -> bytes:
    """On a new white sheet, so that neither EXIF nor a comment nor a colour profile comes along."""
    sheet = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        sheet.paste(layer, mask=layer.getchannel("A"))
    else:
        sheet.paste(picture.convert("RGB"))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def data_url(content: bytes, kind: str = "image/jpeg") -> str:
    """The picture inside a page, without an address of its own."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
