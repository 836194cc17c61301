"""What a copy is for is drawn into the picture itself, and nothing else of what was sent comes along."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops

from kiosk.files import pdf_pictures, watermarks
from kiosk.files.pdf_pictures import PagesOfOddSize, PagesRefused, pages_as_jpeg

WORDS = "Hanya untuk surat kuasa autodebet BPJS Ketenagakerjaan, K26-7K3QF2, 22 November 2026"


def photo(size: tuple[int, int] = (1200, 800), colour: str = "white", **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **more)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg)).convert("RGB")


@pytest.mark.parametrize("colour", ["white", "black", "#1e3c78", "gray"])
@pytest.mark.parametrize("size", [(1200, 800), (800, 1200), (400, 300)])
def test_words_lie_over_every_part_of_the_picture(size, colour):
    before, after = opened(photo(size, colour)), opened(watermarks.marked(photo(size, colour), WORDS))
    assert after.size == size
    changed = ImageChops.difference(before, after).convert("L").point(lambda value: 255 * (value > 24))
    width, height = size[0] // 2, size[1] // 2
    for left in (0, width):
        for top in (0, height):
            assert changed.crop((left, top, left + width, top + height)).getbbox()


def test_other_words_make_another_picture():
    assert watermarks.marked(photo(), WORDS) != watermarks.marked(photo(), WORDS.replace("K26", "K27"))


def test_what_a_telephone_writes_into_a_picture_stays_behind():
    exif = Image.Exif()
    exif[0x010E] = "di rumah Ratna"
    sent = photo(exif=exif)
    assert b"Ratna" in sent
    kept = watermarks.marked(sent, WORDS)
    assert b"Ratna" not in kept and not opened(kept).getexif()


def test_a_pdf_becomes_marked_pictures_page_by_page():
    sent = watermarks.pdf_of([photo(), photo((800, 1200))])
    kept = watermarks.marked_pdf(pages_as_jpeg(sent), WORDS)
    document = pypdfium2.PdfDocument(kept)
    assert len(document) == 2
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L")
        assert min(picture.histogram().index(count) for count in picture.histogram() if count) < 240


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(PagesRefused):
        pages_as_jpeg(watermarks.pdf_of([photo((200, 200))] * (pdf_pictures.MOST_PAGES + 1)))


def sheet(*sizes: tuple[float, float]) -> bytes:
    """Empty pages of these sizes, in points."""
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    for width, height in sizes:
        document.new_page(width, height)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("size", [(0.01, 0.01), (200_000, 200_000), (140, 100), (595, 5_700), (600, 200_000)])
def test_a_page_of_a_size_no_paper_has_is_refused_before_anything_is_drawn(size):
    with pytest.raises(PagesOfOddSize):
        pages_as_jpeg(sheet((595, 842), size))


@pytest.mark.parametrize("size", [(243, 153), (595, 842), (2_384, 3_370), (5_600, 5_600)])
def test_a_card_an_a4_and_a_large_sheet_are_drawn(size):
    [page] = pages_as_jpeg(sheet(size))
    assert max(opened(page).size) - pdf_pictures.LONGEST_SIDE in (0, 1)


def test_what_is_no_pdf_is_refused():
    with pytest.raises(PagesRefused):
        pages_as_jpeg(b"%PDF-1.7 bukan PDF")
