import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from kiosk.files.cards import PROTECTED, REGISTERED, CardFace, cards_pdf, state_lines

NIK = "3374010101900001"
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
LONG_NAME = "Raden Ajeng Kartini Sulistyowati Handayaningrum Widyastutiii"


def pages(pdf):
    return list(pypdfium2.PdfDocument(pdf))


def text(page):
    return page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def box_of(page, words):
    """(left, bottom, right, top) in points of the first place where the words stand."""
    textpage = page.get_textpage()
    found = textpage.search(words).get_next()
    assert found, f"{words} is not on the page"
    boxes = [textpage.get_charbox(index) for index in range(found[0], found[0] + found[1])]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def codes_in(page):
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


def test_a_card_has_two_sides_in_the_size_of_a_bank_card():
    for page in pages(cards_pdf([SITI])):
        width, height = page.get_size()
        assert (round(width / 72 * 25.4, 2), round(height / 72 * 25.4, 2)) == (85.60, 53.98)
    assert len(pages(cards_pdf([SITI]))) == 2


def test_the_front_says_everything_and_can_be_copied_as_text():
    front = text(pages(cards_pdf([SITI]))[0])
    for words in (
        "Kartu tanda daftar pekerja rentan",
        "Siti Aminah",
        "SMG-7K3QF2M-9",
        "menunggu KPJ",
        "3374••••••••0001",
        "JKK + JKM",
        "PT Sinar Pesisir",
        "TERDAFTAR, BELUM TERLINDUNGI",
        "status terkini: pindai QR",
        "dicetak 20-11-2026",
        "Kota Semarang",
    ):
        assert words in front


def test_a_kpj_stands_in_the_place_of_the_waiting_words():
    front = text(pages(cards_pdf([replace(SITI, kpj="26123456789")]))[0])
    assert "26123456789" in front and "menunggu" not in front


def test_the_back_says_what_to_do_and_what_the_card_is_not():
    back = " ".join(text(pages(cards_pdf([SITI]))[1]).split())
    for words in (
        "paling lambat 2 × 24 jam",
        "PLKK",
        "175",
        "Tempat bertanya",
        "Tidak dapat dipindahtangankan",
        "agunan",
        "bukan kartu resmi BPJS Ketenagakerjaan",
        "SMG-7K3QF2M-9",
    ):
        assert words in back


def test_a_month_is_promised_only_when_it_is_prepaid():
    assert state_lines(protected=False) == state_lines(protected=False, prepaid_until=date(2027, 5, 1))
    assert state_lines(protected=False)[0] == REGISTERED == "TERDAFTAR, BELUM TERLINDUNGI"
    assert state_lines(protected=True) == ("TERLINDUNGI", "masa berlaku: pindai QR")
    assert state_lines(protected=True, prepaid_until=date(2027, 5, 1)) == (PROTECTED, "s.d. Mei 2027")


def test_the_code_on_the_front_leads_to_the_status_page():
    front, back = pages(cards_pdf([SITI]))
    assert codes_in(front) == [SITI.url] and codes_in(back) == []


def test_another_reader_reads_the_code_too(tmp_path):
    reader = shutil.which("zbarimg")
    picture = tmp_path / "front.png"
    pages(cards_pdf([SITI]))[0].render(scale=300 / 72).to_pil().save(picture)
    if reader:
        read = subprocess.run(
            [reader, "-q", "--raw", str(picture)], capture_output=True, text=True, check=True
        ).stdout
    else:
        (code,) = zxingcpp.read_barcodes(pages(cards_pdf([SITI]))[0].render(scale=200 / 72).to_pil())
        read = code.text
    assert read.strip() == SITI.url


def test_the_state_is_as_large_as_the_name():
    front = pages(cards_pdf([SITI]))[0]
    name, state = box_of(front, "Siti Aminah"), box_of(front, "TERDAFTAR, BELUM TERLINDUNGI")
    capitals = box_of(front, "S")
    assert state[3] - state[1] >= 0.95 * (capitals[3] - capitals[1])
    assert state[2] <= 85.6 / 25.4 * 72 - 6 and name[1] > state[3]


@pytest.mark.parametrize("name", [LONG_NAME, "W" * 60, "Sri " * 15])
def test_sixty_letters_touch_neither_the_lines_below_nor_the_code(name):
    front = pages(
        cards_pdf([replace(SITI, name=name, funder="Dinas Perumahan Rakyat dan Kawasan Permukiman " * 2)])
    )[0]
    words = name.split()
    first, last = box_of(front, words[0][:12]), box_of(front, words[-1][-8:])
    labels, state = box_of(front, "Nomor registrasi"), box_of(front, REGISTERED)
    assert first[3] < box_of(front, "Kota Semarang")[1]
    lowest = min(first[1], last[1])
    assert lowest > labels[3] and labels[1] > state[3]
    code_left = 58.6 / 25.4 * 72
    assert max(first[2], last[2]) < code_left
    assert box_of(front, "Permukiman")[1] > state[3]
    assert codes_in(front) == [SITI.url]


def test_a_long_name_is_on_the_card_whole():
    assert LONG_NAME in " ".join(text(pages(cards_pdf([replace(SITI, name=LONG_NAME)]))[0]).split())


def test_no_line_of_the_back_leaves_its_page_or_lies_on_another():
    back = pages(cards_pdf([SITI]))[1]
    words = back.get_textpage()
    boxes = [words.get_rect(index) for index in range(words.count_rects())]
    assert len(boxes) > 15
    width, height = back.get_size()
    assert all(
        left > 5 and right < width - 5 and bottom > 4 and top < height for left, bottom, right, top in boxes
    )
    for at, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = left >= other[2] or other[0] >= right or bottom >= other[3] - 0.5 or other[1] >= top - 0.5
            assert apart, (boxes[at], other)


def test_a_full_nik_is_refused_and_never_in_the_file():
    with pytest.raises(ValueError, match="masked"):
        replace(SITI, masked_nik=NIK)
    pdf = cards_pdf([SITI])
    assert not any(NIK in text(page) for page in pages(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = b"".join(item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream))
    assert NIK.encode() not in pdf + streams


def test_a_name_is_text_and_never_markup():
    front = text(pages(cards_pdf([replace(SITI, name='<img src="file:///etc/passwd"> & <b>')]))[0])
    assert '<img src="file:///etc/passwd"> & <b>' in " ".join(front.split())


def test_cards_are_made_in_pieces_and_keep_their_order():
    cards = [replace(SITI, name=f"Pekerja {number}") for number in range(7)]
    seen = []
    fronts = pages(cards_pdf(cards, on_progress=lambda done, total: seen.append((done, total)), chunk=3))[::2]
    assert seen == [(3, 7), (6, 7), (7, 7)]
    assert [f"Pekerja {number}" in text(front) for number, front in enumerate(fronts)] == [True] * 7


def test_only_our_typeface_and_flat_fills_are_used():
    with pikepdf.open(io.BytesIO(cards_pdf([SITI]))) as pdf:
        for page in pdf.pages:
            assert all("Plus-Jakarta-Sans" in str(font.BaseFont) for font in page.Resources.Font.values())
            assert not page.Resources.get("/Shading") and not page.get_images()
