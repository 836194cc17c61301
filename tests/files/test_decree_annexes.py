"""The paper of many is laid out in parts, and its pages are counted through as if it were one."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2

from kiosk.domain.clock import months_from
from kiosk.files import decree_annexes
from kiosk.files.decree_annexes import Annex, AnnexLine, annex_pdf, annex_sheet


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


def texts(paper: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper))]


def numbers(paper: bytes) -> list[int]:
    return [int(re.search(r"halaman\s*(\d+)", page)[1]) for page in texts(paper)]


def test_pages_of_several_parts_are_counted_through(monkeypatch):
    monkeypatch.setattr(decree_annexes, "LINES_AT_ONCE", 30)
    found = numbers(annex_pdf(annex(65), [line(number) for number in range(1, 66)], []))
    assert len(found) > 3 and found == list(range(1, len(found) + 1))


def test_a_paper_of_one_part_says_of_how_many():
    paper = annex_pdf(annex(1), [line(1)], [])
    assert re.search(r"halaman\s*1\s*dari\s*1", texts(paper)[0])


def test_the_chosen_are_signed_for_before_the_reserve_begins(monkeypatch):
    monkeypatch.setattr(decree_annexes, "LINES_AT_ONCE", 30)
    both = [[line(number) for number in range(1, many + 1)] for many in (30, 4)]
    found = texts(annex_pdf(annex(30), *both))
    signed = [number for number, page in enumerate(found) if "tanda tangan" in page]
    assert signed == [len(found) - 2, len(found) - 1]
    assert "Daftar cadangan" in found[-1] and "Daftar cadangan" not in found[-2]
    assert all("Slamet" in found[number] for number in signed)  # no signature on a page by itself
    assert ["NIK disamarkan" in page for page in found].count(True) == 1


def test_the_sheet_names_its_months_as_others_do():
    page = openpyxl.load_workbook(BytesIO(annex_sheet(annex(1), [line(1)]))).active
    assert [page["I2"].value, page["J2"].value] == ["Januari 2027", "Desember 2027"]
