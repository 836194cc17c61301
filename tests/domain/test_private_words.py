"""A mother's name or a KPJ in a text that is kept in clear: found in whatever case, made unreadable."""

import pytest

from kiosk.domain.private_words import holds, without

NAME = "Ibu Siti Tukiyemsari"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nama ibu Ibu Siti Tukiyemsari tidak padan", "nama ibu •••• tidak padan"),
        ("NAMA IBU: IBU SITI  TUKIYEMSARI.", "NAMA IBU: ••••."),
        ("ibu kandung tukiyemsari lain", "ibu kandung •••• lain"),
        ("ibu kandung TUKIYEMSARI, SITI", "ibu kandung ••••, ••••"),
        ("Sitinah tidak padan", "Sitinah tidak padan"),
        ("Ibu belum terdaftar", "Ibu belum terdaftar"),
        ("", ""),
    ],
)
def test_name_and_its_longer_words_are_taken_out(text, left):
    assert without(text, [NAME]) == left


def test_number_of_an_old_card_is_taken_out():
    assert without("KPJ ab12345c ganda", ["AB12345C"]) == "KPJ •••• ganda"


def test_nothing_is_looked_for_where_nothing_is_known():
    assert without("apa saja", ["", "-"]) == "apa saja" and not holds("apa saja", ["", "-"])


def test_whoever_types_is_held_to_the_whole_name_only():
    assert holds("ibunya IBU SITI TUKIYEMSARI", [NAME])
    assert not holds("telepon dengan Bu Siti, 21 November", [NAME])
