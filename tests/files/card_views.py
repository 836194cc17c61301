"""Made-up cards, and what a reader, a renderer and a pair of eyes see of their PDF."""

import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageDraw

from kiosk.files.card_face import PROTECTED, REGISTERED, CardFace

MM = 72 / 25.4
LONG_NAME = "Raden Ajeng Kartini Sulistyowati Handayaningrum Widyastutiii"


@cache
def photograph() -> bytes:
    """A head and shoulders, larger than a card needs it."""
    picture = Image.new("RGB", (600, 800), "#9fb8c4")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((80, 470, 520, 900), 120, fill="#7a3b2e")
    pen.ellipse((180, 150, 420, 450), fill="#b98b66")
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=90)
    return stream.getvalue()


SITI = CardFace(
    name="Siti Aminah",
    reg_no="SMG-7K3QF2M-9",
    kpj=None,
    masked_nik="3374••••••••0001",
    programmes="JKK + JKM",
    funder="PT Sinar Pesisir",
    state_line=REGISTERED,
    until_line="status terkini: pindai QR",
    printed_on=date(2026, 11, 20),
    url="https://payung.test/v/7fJ2kQpX9sLmN4tRvB8cWd",
)
RADEN = replace(
    SITI,
    name=LONG_NAME,
    kpj="26123456789",
    funder="Dinas Perumahan Rakyat dan Kawasan Permukiman Kota Semarang, Bidang Perlindungan",
    state_line=PROTECTED,
    until_line="s.d. Mei 2027",
    photo=photograph(),
)


def many(count: int) -> list[CardFace]:
    """Siti's card so often, each with a number, a name and an address of its own."""
    return [
        replace(SITI, reg_no=f"SMG-{n:07d}-9", name=f"Pekerja {n}", url=f"https://payung.test/v/{n:022d}")
        for n in range(1, count + 1)
    ]


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf))


def text(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def box_of(page: pypdfium2.PdfPage, words: str) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) in points of the first place where the words stand."""
    textpage = page.get_textpage()
    found = textpage.search(words).get_next()
    assert found, f"{words} is not on the page"
    boxes = [textpage.get_charbox(index) for index in range(found[0], found[0] + found[1])]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def by_pdfium(pdf: bytes, dpi: int = 300) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pages(pdf)]


def by_poppler(pdf: bytes, dpi: int = 300) -> list[Image.Image]:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "cards.pdf"
        source.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", source, Path(folder) / "page"], check=True)
        return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]


def codes_in(picture: Image.Image) -> set[str]:
    """What ZBar reads; zxing-cpp wrote them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        picture.save(path)
        command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path]
        read = subprocess.run(command, capture_output=True, text=True, check=False)
    return set(read.stdout.split())
