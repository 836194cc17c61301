from io import BytesIO

import pytest
from PIL import Image

from kiosk.files.cards import cards_pdf
from kiosk.files.page_pictures import page_png
from tests.files.card_views import SITI


def test_a_page_comes_as_a_picture_of_its_own_size():
    front, back = (Image.open(BytesIO(page_png(cards_pdf([SITI]), page, dpi=300))) for page in (0, 1))
    assert front.format == "PNG" and front.size == (1012, 638)
    assert front.tobytes() != back.tobytes()


def test_there_is_no_picture_of_a_page_that_is_not_there():
    with pytest.raises(IndexError):
        page_png(cards_pdf([SITI]), 2)
