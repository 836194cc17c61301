"""What is on a card, and that it is text, ours, and nothing else."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from kiosk.files.card_face import PROTECTED, REGISTERED, state_lines
from kiosk.files.card_sheets import Printing
from kiosk.files.cards import cards_pdf
from tests.files import card_views
from tests.files.card_views import LONG_NAME, MM, RADEN, SITI, box_of, by_pdfium, pages, photograph, text

NIK = "3374010101900001"


def front_of(**other) -> str:
    return text(pages(cards_pdf([replace(SITI, **other)]))[0])


def long_figures_in(pdf: bytes) -> set[str]:
    """Numbers of more digits than a mask leaves, on its pages and in what the file says of itself."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        said = [text(page) for page in pages(pdf)] + [str(value) for value in opened.docinfo.values()]
    return set(re.findall(r"\d{9,}", "\n".join(said)))


def objects_below(item: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The drawing or page itself and every drawing it names."""
    yield item
    for drawing in item.get("/Resources", {}).get("/XObject", {}).values():
        if drawing.Subtype == "/Form":
            yield from objects_below(drawing)


def test_a_card_has_two_sides_in_the_size_of_a_bank_card():
    sides = pages(cards_pdf([SITI]))
    assert [tuple(round(length / MM, 2) for length in side.get_size()) for side in sides] == [
        (85.60, 53.98)
    ] * 2


def test_the_front_says_everything_and_can_be_copied_as_text():
    lines = front_of().split("\n")
    for words in ("Kartu tanda daftar pekerja rentan", "Siti Aminah", "PT Sinar Pesisir", REGISTERED):
        assert words in lines
    for words in ("SMG-7K3QF2M-9", "menunggu KPJ", "3374••••••••0001", "JKK + JKM", "Kota Semarang"):
        assert words in "\n".join(lines)
    assert "status terkini: pindai QR dicetak 20-11-2026" in " ".join(lines)


def test_words_below_the_code_end_no_further_right_than_the_date():
    front = pages(cards_pdf([SITI]))[0]
    assert box_of(front, "Pindai untuk memeriksa")[2] <= box_of(front, "dicetak 20-11-2026")[2]


def test_kpj_and_photograph_replace_what_says_that_they_are_missing():
    assert "menunggu KPJ" in front_of() and "tanpa foto" in front_of()
    complete = front_of(kpj="26123456789", photo=photograph())
    assert "26123456789" in complete
    assert "menunggu KPJ" not in complete and "tanpa foto" not in complete


@pytest.mark.parametrize("broken", [b"", b"not a picture", photograph()[:2000]])
def test_a_photograph_that_cannot_be_read_is_said_to_be_missing(broken):
    assert "tanpa foto" in front_of(photo=broken)


def test_a_photograph_is_cut_to_its_place_and_shrunk_to_what_is_seen():
    with pikepdf.open(io.BytesIO(cards_pdf([RADEN]))) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert (picture.Width, picture.Height) == (180, 240)
        assert len(picture.read_raw_bytes()) < 20_000
    seen = by_pdfium(cards_pdf([RADEN]))[0].crop((55, 150, 210, 200))
    assert seen.getpixel((5, 5))[2] > 180, "the sky above the head"


def test_the_back_says_what_to_do_and_whose_card_it_is():
    back = " ".join(text(pages(cards_pdf([SITI], call_centre="0804 175"))[1]).split())
    for words in (
        "Bila terjadi kecelakaan kerja",
        "2 × 24 jam",
        "PLKK",
        "0804 175",
        "SMG-7K3QF2M-9",
        "agunan",
    ):
        assert words in back


def test_a_month_is_named_only_where_it_is_prepaid():
    assert state_lines(protected=False, prepaid_until=date(2027, 5, 1)) == (
        REGISTERED,
        "status terkini: pindai QR",
    )
    assert state_lines(protected=True) == (PROTECTED, "masa berlaku: pindai QR")
    assert state_lines(protected=True, prepaid_until=date(2027, 5, 1)) == (PROTECTED, "s.d. Mei 2027")


@pytest.mark.parametrize("state", [REGISTERED, PROTECTED])
def test_the_state_is_as_large_as_the_name(state):
    front = pages(cards_pdf([replace(SITI, name="SITI AMINAH", state_line=state)]))[0]
    name, said = box_of(front, "SITI AMINAH"), box_of(front, state)
    assert said[3] - said[1] >= 0.98 * (name[3] - name[1])
    assert said[2] <= (85.6 - 3) * MM


@pytest.mark.parametrize("name", [LONG_NAME, "W" * 60, "Sri " * 15, "Abdurrahmanwahidhasyimasyari" * 2])
def test_sixty_letters_touch_neither_the_lines_below_nor_the_code(name):
    crowded = replace(
        RADEN, name=name, state_line=REGISTERED, funder="Dinas Perumahan Rakyat dan Kawasan Permukiman " * 2
    )
    front = pages(cards_pdf([crowded]))[0]
    written = front.get_textpage()
    letters = [
        box
        for index in range(written.count_chars())
        if (box := written.get_charbox(index)) and box_of(front, "Nomor KPJ")[3] < box[1] < 42.5 * MM
    ]
    assert len(letters) >= len(name.replace(" ", "")) - 1
    assert max(right for _left, _bottom, right, _top in letters) <= 58.7 * MM
    assert min(left for left, *_rest in letters) >= 20 * MM
    assert box_of(front, "Permukiman")[1] > box_of(front, REGISTERED)[3] + 1


def test_a_long_name_is_on_the_card_whole():
    assert LONG_NAME in " ".join(front_of(name=LONG_NAME).split())
    assert "W" * 60 in "".join(front_of(name="W" * 60).split())


def test_no_line_of_the_back_leaves_its_margin_or_lies_on_another():
    back = pages(cards_pdf([SITI]))[1]
    words = back.get_textpage()
    boxes = [words.get_rect(index) for index in range(words.count_rects())]
    assert len(boxes) > 12
    width, height = back.get_size()
    margin = 2 * MM
    for left, bottom, right, top in boxes:
        assert left > margin and right < width - margin and bottom > margin and top < height
    for at, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = left >= other[2] or other[0] >= right or bottom >= other[3] - 0.5 or other[1] >= top - 0.5
            assert apart, (boxes[at], other)


@pytest.mark.parametrize("written", [NIK, "3374 0101 0190 0001", "3374.010101.900001", "3374•••••1900001"])
def test_more_of_a_nik_than_a_mask_shows_is_refused(written):
    with pytest.raises(ValueError, match="masked"):
        replace(SITI, masked_nik=written)


def test_of_the_nik_only_the_mask_is_in_the_file():
    pdf = cards_pdf([SITI, RADEN])
    assert long_figures_in(pdf) == {RADEN.kpj}
    assert NIK in long_figures_in(cards_pdf([replace(SITI, funder=NIK)]))


@pytest.mark.parametrize(
    "name",
    ['<img src="file:///etc/x"> & <b>', ") Tj ET Q 0 0 m (", "{{ 7 * 7 }} <</JS 1>>", "<0041> Tj endstream"],
)
def test_a_name_is_text_and_never_markup_nor_an_operator(name):
    assert "".join(name.split()) in "".join(front_of(name=name).split())


@pytest.mark.parametrize("name", ["José Nuñez Müller", "Ana D’Angelo-Smith", "Nur'aini, S.Pd. (Ani)"])
def test_accents_and_signs_of_names_are_of_our_typeface(name):
    pdf = cards_pdf([replace(SITI, name=name)])
    assert name in " ".join(text(pages(pdf)[0]).split())
    assert fonts_of(pdf) == {"Plus-Jakarta-Sans"}


@pytest.mark.parametrize("name", ["Ștefan Țepeș", "李 小 Aminah", "Aminah ☂"])
def test_letters_our_typeface_lacks_come_out_all_the_same(name):
    cards = [SITI, replace(SITI, name=name), RADEN]
    fronts = pages(cards_pdf(cards))[::2]
    assert name in text(fronts[1]) and SITI.reg_no in text(fronts[1])
    assert SITI.name in text(fronts[0]) and "Widyastutiii" in text(fronts[2])


def test_an_accent_typed_after_its_letter_is_the_same_letter():
    assert "José" in front_of(name="Jose\u0301")


def fonts_of(pdf: bytes) -> set[str]:
    """Families, without their weights."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in opened.pages
            for item in objects_below(page.obj)
            for font in item.Resources.get("/Font", {}).values()
        }
    return {"-".join(name.split("-")[:3]) for name in names}


@pytest.mark.parametrize("printing", [Printing(), Printing(layout="a4")])
def test_there_is_neither_a_form_nor_another_typeface_nor_a_gradient(printing):
    pdf = cards_pdf([SITI, RADEN], printing=printing)
    assert fonts_of(pdf) == {"Plus-Jakarta-Sans"}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/AcroForm" not in opened.Root
        for page in opened.pages:
            assert "/Annots" not in page
            for item in objects_below(page.obj):
                assert not item.Resources.get("/Shading") and not item.Resources.get("/Pattern")
        assert b"/Widget" not in b"".join(map(pikepdf.Object.unparse, opened.objects))


def test_cards_keep_their_order_and_say_how_far_they_are():
    cards, seen = card_views.many(120), []
    fronts = pages(cards_pdf(cards, on_progress=lambda *told: seen.append(told)))[::2]
    assert seen == [(50, 120), (100, 120), (120, 120)]
    assert all(card.name in text(front) for card, front in zip(cards, fronts, strict=True))


def test_a_hundred_more_cards_take_little_more_room():
    few, many = len(cards_pdf(card_views.many(10))), len(cards_pdf(card_views.many(110)))
    assert many - few < 100 * 4000
