"""What a scanner or a person types for a card."""

import random
import string

import pytest

from kiosk.domain.card_codes import (
    REG_NO,
    SERIAL,
    TOKEN,
    CardCode,
    is_caps_locked,
    read_card_code,
    without_scanned_codes,
)
from kiosk.domain.registration import new_registration_number

TOKEN_OF_A_CARD = "q3_Zk-81xYwE0bVtR5nJmC7dLsPuHfAa"


@pytest.mark.parametrize(
    "address",
    [
        f"https://payung.semarangkota.go.id/v/{TOKEN_OF_A_CARD}",
        f"http://127.0.0.1:8000/v/{TOKEN_OF_A_CARD}/",
        f"  https://lama.example/payung/v/{TOKEN_OF_A_CARD}\n",
        f"https://payung.test/v/{TOKEN_OF_A_CARD}?bahasa=en#x",
        f"https://payung.test/v/{TOKEN_OF_A_CARD}/?fbclid=v/1",
    ],
)
def test_address_of_any_host_is_read_to_its_token_letter_by_letter(address):
    assert read_card_code(address) == CardCode(TOKEN, TOKEN_OF_A_CARD)


@pytest.mark.parametrize("text", ["K26-7K3QF2M", "k26 7k3qf2m", "K267K3QF2M", "K26–7K3QF2M"])
def test_number_of_a_card_forgives_case_blanks_and_dashes(text):
    assert read_card_code(text) == CardCode(SERIAL, "K26-7K3QF2M")


def test_letters_that_look_like_digits_are_read_as_these():
    assert read_card_code("K26-oIl3QF2") == CardCode(SERIAL, "K26-0113QF2")


def test_registration_number_is_read_with_and_without_its_prefix():
    reg_no = new_registration_number()
    assert read_card_code(reg_no.lower()) == CardCode(REG_NO, reg_no)
    assert read_card_code(reg_no.removeprefix("SMG-")) == CardCode(REG_NO, reg_no)


@pytest.mark.parametrize(
    "text",
    [None, "", "Siti Aminah", "3374011705030001", "https://payung.test/pekerja/SMG-1", "/v/pendek", "K26-7K3QF2",
     f"https://payung.test/v/{TOKEN_OF_A_CARD}/lagi", "SMG-0000000-X"],
)  # fmt: skip
def test_anything_else_is_no_card(text):
    assert read_card_code(text) is None


def test_address_in_swapped_case_is_read_as_it_was_printed():
    scanned = f"https://payung.test/v/{TOKEN_OF_A_CARD}".swapcase()
    assert read_card_code(scanned) == read_card_code(f"{scanned}?X=1") == CardCode(TOKEN, TOKEN_OF_A_CARD)
    assert is_caps_locked(scanned) and not is_caps_locked(scanned.swapcase())


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"https://payung.test/v/{TOKEN_OF_A_CARD}", ""),
        (f"halaman 12http://127.0.0.1:8000/v/{TOKEN_OF_A_CARD}", "halaman 12"),
        (f"HTTPS://PAYUNG.TEST/V/{TOKEN_OF_A_CARD.swapcase()}", ""),
        (f"buku 1 {TOKEN_OF_A_CARD} lalu", "buku 1 lalu"),
        ("https://contoh.test", ""),
        (f"{TOKEN_OF_A_CARD}{TOKEN_OF_A_CARD}", ""),
        (f"lihat /v/{TOKEN_OF_A_CARD}", "lihat"),
    ],
)
def test_scanned_code_is_taken_out_of_a_text(text, rest):
    assert without_scanned_codes(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "buku serah terima, halaman 12",
        "Siti Aminah d/v Joko",
        "B26-BZ3Y2Q / K26-7K3QF2M",
        "a" * 60,
        "X" + "x" * 299,
        "Perwal" * 100,
        "SuratKeputusanWalikotaSemarangNomor",
        "Dinas-Tenaga-Kerja-Kota-Semarang",
        "560/V/2026",
        "188.4/v/SK-Walikota",
    ],
)
def test_text_without_a_code_stays_as_it_is(text):
    assert without_scanned_codes(text) == text


def test_nearly_every_token_that_can_be_drawn_is_known():
    signs = random.Random(20261123)
    alphabet = string.ascii_letters + string.digits + "-_"
    drawn = ["".join(signs.choices(alphabet, k=32)) for _token in range(2_000)]
    assert sum(without_scanned_codes(token) == token for token in drawn) <= 8


@pytest.mark.parametrize("run", ["a" * 200_000, "aB-" * 70_000, "/v/a?" * 40_000 + "\nx", "https" * 40_000])
def test_a_million_letters_are_read_once_and_not_from_each_of_their_places(run):
    """Read from each place, the first of these takes an hour."""
    without_scanned_codes(run)
    assert read_card_code(run) is None and not is_caps_locked(run)
