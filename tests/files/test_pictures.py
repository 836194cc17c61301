"""Photographs as telephones, scanners and mischief send them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFile

from kiosk.files import pictures
from kiosk.files.pictures import PictureRefused, upright_jpeg

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
RED, BLUE = (220, 20, 20), (20, 20, 220)


def drawn(width: int = 1000, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Blue with a red corner, top left."""
    picture = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, width // 3, height // 3), fill=RED)
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    assert picture.format == "JPEG" and picture.mode == "RGB"
    return picture


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    """Whether the place, in parts of width and height, is rather red than blue."""
    red, _green, blue = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    return red > 150 > blue


def refusal(content: bytes) -> str:
    with pytest.raises(PictureRefused) as caught:
        upright_jpeg(content)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_becomes_a_small_jpeg_of_the_same_shape(kind):
    made = opened(upright_jpeg(saved(drawn(), kind)))
    assert made.size == (800, 480)
    assert is_red(made, 0.1, 0.1) and not is_red(made, 0.9, 0.9)


def test_small_picture_is_not_blown_up():
    assert opened(upright_jpeg(saved(drawn(200, 150)))).size == (200, 150)


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (800, 480), (0.1, 0.1)),
        (3, (800, 480), (0.9, 0.9)),
        (6, (480, 800), (0.9, 0.1)),
        (8, (480, 800), (0.1, 0.9)),
        (2, (800, 480), (0.9, 0.1)),
    ],
)
def test_picture_of_a_turned_telephone_stands_upright(orientation, size, red):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    made = opened(upright_jpeg(saved(drawn(), exif=exif)))
    assert made.size == size
    corners = [(x, y) for x in (0.1, 0.9) for y in (0.1, 0.9) if is_red(made, x, y)]
    assert corners == [red]


def segments(jpeg: bytes) -> list[int]:
    """The markers before the picture itself."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def test_place_maker_comment_and_profile_do_not_come_along():
    exif = Image.Exif()
    exif[MAKER] = "Telepon Pintar"
    exif.get_ifd(GPS).update({1: "S", 2: (6.0, 58.0, 12.0), 3: "E", 4: (110.0, 25.0, 3.0)})
    taken = saved(drawn(), exif=exif, comment=b"di rumah Slamet", icc_profile=b"profil" * 40)
    assert b"Telepon Pintar" in taken and b"di rumah Slamet" in taken and b"profil" in taken
    assert Image.open(BytesIO(taken)).getexif().get_ifd(GPS)
    kept = upright_jpeg(taken)
    assert not opened(kept).getexif()
    assert not {0xE1, 0xE2, 0xED, 0xFE} & set(segments(kept))
    assert all(word not in kept for word in (b"Telepon", b"Slamet", b"profil", b"Exif"))


def test_nothing_behind_the_picture_comes_along():
    assert b"rahasia" not in upright_jpeg(saved(drawn()) + b"rahasia" * 100)


def test_picture_of_a_printing_house_keeps_its_colours():
    made = opened(upright_jpeg(saved(drawn(mode="CMYK"))))
    assert is_red(made, 0.1, 0.1) and not is_red(made, 0.9, 0.9)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16"])
def test_picture_without_full_colours_is_taken(mode):
    picture = Image.new(mode, (300, 200))
    assert opened(upright_jpeg(saved(picture, "PNG"))).size == (300, 200)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white(mode):
    picture = drawn(400, 400).convert(mode)
    picture.putalpha(0)
    assert opened(upright_jpeg(saved(picture, "PNG"))).getpixel((200, 200)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_kept():
    frames = [drawn(400, 300, "P"), Image.new("RGB", (400, 300), "white").convert("P")]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert Image.open(BytesIO(moving)).n_frames == 2
    assert is_red(opened(upright_jpeg(moving)), 0.1, 0.1)


def test_picture_whose_exif_is_nonsense_is_taken():
    plain = saved(drawn())
    nonsense = b"Exif\x00\x00" + b"bukan TIFF"
    segment = b"\xff\xe1" + struct.pack(">H", len(nonsense) + 2) + nonsense
    assert opened(upright_jpeg(plain[:2] + segment + plain[2:])).size == (800, 480)


def test_empty_file_is_refused():
    assert refusal(b"").startswith("Berkas foto ini kosong.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n" + b"x" * 500, "Berkas ini PDF, bukan foto."),
        (b"\x00\x00\x00\x18ftypheic" + b"x" * 500, "Paling Kompatibel"),
        (b"\x00\x00\x00\x18ftypmif1" + b"x" * 500, "Paling Kompatibel"),
        (b"\x00\x00\x00\x18ftypisom" + b"x" * 500, "Berkas ini bukan foto."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Berkas ini bukan foto."),
        (b"PK\x03\x04" + b"x" * 500, "Berkas ini bukan foto."),
        (b"\xff", "Berkas ini bukan foto."),
    ],
)
def test_what_is_no_photograph_is_named(content, words):
    assert words in refusal(content)


def torn(kind: str) -> bytes:
    noisy = Image.effect_noise((600, 600), 90)
    content = saved(noisy, kind)
    return content[: len(content) // 2]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_torn_picture_is_refused_though_printing_would_take_it(kind, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    assert refusal(torn(kind)).startswith("Foto ini rusak")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBP"]
)
def test_rubbish_that_begins_as_a_picture_is_refused(start):
    assert refusal(start + bytes(range(256)) * 20).startswith("Foto ini rusak")


def bomb(width: int, height: int) -> bytes:
    """A PNG that names its size and holds no picture: decoding it would be another refusal."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9000, 9000), (15_000, 15_000), (60_000, 60_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size, recwarn):
    assert refusal(bomb(*size)).startswith("Foto ini lebih dari 16 juta piksel")
    assert not recwarn.list


def test_too_many_bytes_are_refused():
    assert refusal(saved(drawn()) + bytes(pictures.MOST_BYTES)).startswith("Foto ini lebih besar dari 10 MB.")


@pytest.mark.parametrize("size", [(119, 600), (600, 119), (1, 1)])
def test_picture_on_which_nobody_is_recognised_is_refused(size):
    assert f"hanya {size[0]} × {size[1]} piksel" in refusal(saved(drawn(*size)))


def test_picture_in_a_page_is_what_it_was():
    address = pictures.data_url(b"\xff\xd8\xff")
    assert address == "data:image/jpeg;base64,/9j/"
