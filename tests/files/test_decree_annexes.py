"""The paper of many is laid out in parts, and its pages are counted through as if it were one."""

import re
from datetime import date
from io import BytesIO

import pypdfium2

from kiosk.domain.clock import months_from
from kiosk.files import decree_annexes
from kiosk.files.decree_annexes import Annex, AnnexLine, annex_pdf


def line(number: int) -> AnnexLine:
    return AnnexLine(
        number,
        "3374••••••••0001",
        "Slamet",
        "SMG-7K3QF2M-9",
        "Tanjung Mas",
        "Semarang Utara",
        "Nelayan",
        201_600,
        85,
    )


def annex(people: int) -> Annex:
    return Annex(
        city="Kota Semarang", owner="Disnaker", programme="Pijar Semar", year=2027, regulation="Perwal 26/2025",
        regulation_on=date(2025, 6, 20), decree_no="560/1/2026", decree_on=date(2026, 11, 23), office="Kepala Dinas",
        selection_no="S26-1", months=months_from(date(2027, 1, 1), 12), people=people, reserve=0,
        amount=people * 201_600, criteria=[("lama menunggu", 15, "1 Januari 2020")], drawn_on=date(2026, 11, 20),
        sources=["keputusan rancangan"],
    )  # fmt: skip


def numbers(paper: bytes) -> list[int]:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper))]
    return [int(re.search(r"halaman\s*(\d+)", page)[1]) for page in pages]


def test_pages_of_several_parts_are_counted_through(monkeypatch):
    monkeypatch.setattr(decree_annexes, "LINES_AT_ONCE", 30)
    found = numbers(annex_pdf(annex(65), [line(number) for number in range(1, 66)], []))
    assert len(found) > 3 and found == list(range(1, len(found) + 1))


def test_a_paper_of_one_part_says_of_how_many():
    paper = annex_pdf(annex(1), [line(1)], [])
    text = pypdfium2.PdfDocument(BytesIO(paper))[0].get_textpage().get_text_bounded()
    assert re.search(r"halaman\s*1\s*dari\s*1", text)
