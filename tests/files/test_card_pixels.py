"""What is stamped looks like WeasyPrint's own page of the same card, and as it looked when somebody last looked."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from kiosk.files.card_sheets import Printing
from kiosk.files.cards import cards_pdf, reference_pdf
from tests.files import card_views
from tests.files.card_views import RADEN, SITI, by_pdfium

# Of 255, in any channel: less is how two renderings of the same edge differ.
DIFFERS = 16
MOST_DIFFERING = 0.0005

CARDS = {
    "registered": SITI,
    "protected": replace(SITI, state_line=RADEN.state_line, until_line=RADEN.until_line),
    "photograph, long name, long funder": RADEN,
    "sixty wide letters": replace(SITI, name="W" * 60, kpj="26123456789", programmes="JKK + JKM + JHT"),
}
GOLDEN = Path(__file__).parent / "golden"


def share_differing(one: Image.Image, other: Image.Image, more_than: int) -> float:
    """Of all pixels, those where a channel is off by more than that."""
    assert one.size == other.size
    worst = Image.new("L", one.size)
    for channel in ImageChops.difference(one, other).split():
        worst = ImageChops.lighter(worst, channel)
    return sum(worst.histogram()[more_than + 1 :]) / (one.width * one.height)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_stamped_card_equals_weasyprints_own_page(card):
    """In PDFium: Poppler places large letters by whole or quarter dots, as the font's bounding box happens to be."""
    stamped, laid_out = by_pdfium(cards_pdf([card])), by_pdfium(reference_pdf([card]))
    assert len(stamped) == len(laid_out) == 2
    for ours, theirs in zip(stamped, laid_out, strict=True):
        assert share_differing(ours, theirs, DIFFERS) <= MOST_DIFFERING


@pytest.mark.parametrize(
    "other", [{"name": "Siti Amidah"}, {"programmes": "JKK + JHT"}, {"photo": RADEN.photo}]
)
def test_what_differs_in_a_few_letters_is_more_than_may_differ(other):
    stamped, laid_out = by_pdfium(cards_pdf([SITI]))[0], by_pdfium(reference_pdf([replace(SITI, **other)]))[0]
    assert share_differing(stamped, laid_out, DIFFERS) > MOST_DIFFERING


def pictures() -> dict[str, Image.Image]:
    """One of each format, small."""
    singles = by_pdfium(cards_pdf([SITI, RADEN]), dpi=110)
    sheet = by_pdfium(cards_pdf(card_views.many(6), printing=Printing(layout="a4", start=4)), dpi=50)
    short = Printing(layout="a4", start=4, flip="short")
    turned = by_pdfium(cards_pdf(card_views.many(6), printing=short), dpi=50)
    names = ("cr80-registered", "cr80-back", "cr80-protected", "a4-front", "a4-back", "a4-back-short")
    return dict(zip(names, (*singles[:3], *sheet, turned[1]), strict=True))


@pytest.fixture(scope="module")
def drawn() -> dict[str, Image.Image]:
    return pictures()


@pytest.mark.parametrize(
    "name", ["cr80-registered", "cr80-back", "cr80-protected", "a4-front", "a4-back", "a4-back-short"]
)
def test_format_looks_as_it_did(drawn, name):
    """Blurred by a pixel, since another machine smooths letters otherwise. After a wanted change:
    python -m tests.files.test_card_pixels draws them anew."""
    soft = ImageFilter.GaussianBlur(1)
    golden = Image.open(GOLDEN / f"{name}.png").convert("RGB")
    assert share_differing(drawn[name].filter(soft), golden.filter(soft), 48) <= 0.002


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.quantize(32).save(GOLDEN / f"{name}.png", optimize=True)
