"""The letter that asks BPJS for an earlier first day, laid out: for nobody, a few, many, and with long names."""

from datetime import date

import pytest

from kiosk.files.start_letters import AskedPerson, StartLetterPaper, start_letter_pdf
from tests.web.papers import pages_of

LONG = "Raden Mas Haryo Kusumoningrat Prawirodirdjo Soerjosoemarno bin Abdurrahman Wahid Al-Hasyimi Pamungkas"


def person(number: int, **other) -> AskedPerson:
    values = {
        "name": f"Orang {number:05d}",
        "nik": f"33740117050300{number:02d}",
        "kpj": "26000123456",
        "answered_on": date(2026, 11, 1),
        "asked_from": date(2026, 9, 30),
    }
    return AskedPerson(**values | other)


def letter(*people: AskedPerson, **other) -> StartLetterPaper:
    values = {
        "no": "S26-7K3QF2",
        "on": date(2026, 11, 22),
        "place": "Semarang",
        "city": "Kota Semarang",
        "owner": "Dinas Tenaga Kerja Kota Semarang",
        "branch": "BPJS Ketenagakerjaan Semarang Pemuda",
        "funder": "PT Sinar Pesisir",
        "reason": "Jawaban BPJS tertunda.",
        "basis": "manual kepesertaan",
        "people": people,
        "office": "Kepala Dinas",
        "signer": "",
    }
    return StartLetterPaper(**values | other)


def said(paper: StartLetterPaper) -> list[str]:
    return [" ".join(page.split()) for page in pages_of(start_letter_pdf(paper))]


def test_letter_for_a_few_is_one_page_with_everything_on_it():
    (page,) = said(letter(person(1), person(2, kpj="", answered_on=None), signer="Dra. Sri Rahayu"))
    for words in (
        "S26-7K3QF2", "Semarang, 22 November 2026", "BPJS Ketenagakerjaan Semarang Pemuda", "PT Sinar Pesisir",
        "2 (dua) pekerja", "Jawaban BPJS tertunda.", "manual kepesertaan", "3374011705030001", "26000123456",
        "1 November 2026", "30 September 2026", "belum ada", "belum dijawab", "Kepala Dinas", "Dra. Sri Rahayu",
    ):  # fmt: skip
        assert words in page, words
    assert "nama dan NIP" not in page


def test_two_people_with_long_names_stay_on_one_page_with_the_signature():
    people = [person(number, name=LONG, kpj="26888888888") for number in (1, 2)]
    (page,) = said(letter(*people, reason="Jawaban BPJS tertunda. " * 13))
    assert page.count("26888888888") == 2 and "nama dan NIP" in page


def test_name_that_nobody_has_set_is_left_to_be_written():
    assert "nama dan NIP" in said(letter(person(1)))[0]


def test_ground_that_is_not_settled_is_left_out():
    assert "Dasar permohonan" not in said(letter(person(1), basis=""))[0]


def test_letter_for_nobody_says_so():
    (page,) = said(letter())
    assert "Tidak ada orang dalam surat ini." in page


def test_sixty_people_take_pages_with_the_heading_on_each_and_the_signature_beside_the_last():
    pages = said(letter(*(person(number) for number in range(1, 61))))
    assert len(pages) == 3
    assert all("Diminta mulai" in page for page in pages)
    assert [f"Orang {number:05d}" in "".join(pages) for number in range(1, 61)] == [True] * 60
    assert "Orang 00060" in pages[-1] and "Kepala Dinas" in pages[-1]


@pytest.mark.parametrize("name", [LONG, "A" * 120])
def test_long_name_is_whole(name):
    pages = said(letter(person(1, name=name), funder=LONG, owner=LONG))
    assert name.replace(" ", "") in "".join(pages).replace(" ", "")
