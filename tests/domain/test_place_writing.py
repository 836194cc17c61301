"""Kelurahan and occupations as companies really write them: understood where one only can be meant."""

from types import SimpleNamespace

import pytest

from kiosk.domain.names import place_key
from kiosk.domain.occupation_words import OTHER_WORDS, code_called
from kiosk.domain.place_writing import areas_meant
from kiosk.domain.row_places import Lookups, read_kelurahan, read_occupation

AREAS = [
    SimpleNamespace(code=f"{name} {kecamatan}", name=name, kecamatan=kecamatan)
    for name, kecamatan in (
        ("Miroto", "Semarang Tengah"),
        ("Kauman", "Semarang Tengah"),
        ("Jrakah", "Tugu"),
        ("Mangunharjo", "Tugu"),
        ("Mangunharjo", "Tembalang"),
    )
]
WORKS = {place_key(code): SimpleNamespace(code=code) for code in OTHER_WORDS}


def named(name: str, kecamatan: str) -> tuple:
    """As services/places.areas_named answers."""
    found = tuple(area for area in AREAS if place_key(area.name) == place_key(name))
    if len(found) < 2 or not kecamatan:
        return found
    return tuple(area for area in found if place_key(area.kecamatan) == place_key(kecamatan)) or found


LOOKUPS = Lookups(areas_named=named, occupation_named=lambda text: WORKS.get(place_key(text)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kel. Miroto", "Miroto Semarang Tengah"),
        ("KEL.MIROTO", "Miroto Semarang Tengah"),
        ("Kelurahan Jrakah", "Jrakah Tugu"),
        ("Desa Jrakah", "Jrakah Tugu"),
        ("Kauman, Semarang Tengah", "Kauman Semarang Tengah"),
        ("Kel. Mangunharjo, Kec. Tugu", "Mangunharjo Tugu"),
        ("Mangunharjo Kecamatan Tembalang", "Mangunharjo Tembalang"),
        ("Mangunharjo (Tugu)", "Mangunharjo Tugu"),
        ("Kel. Miroto, Kota Semarang", "Miroto Semarang Tengah"),
    ],
)
def test_the_usual_ways_to_write_a_kelurahan_are_understood(written, meant):
    assert read_kelurahan({"kelurahan": written}, LOOKUPS) == (meant, ())


@pytest.mark.parametrize(
    "written", ["Kauman, Demak", "Miroto, Tugu", "Mangunharjo, Tugu, Demak", "Kel.", "Kelmiroto"]
)
def test_a_place_elsewhere_or_that_contradicts_itself_is_not_guessed_at(written):
    code, (fault,) = read_kelurahan({"kelurahan": written}, LOOKUPS)
    assert (code, fault.code) == (None, "kelurahan_unknown")


def test_a_name_borne_twice_stays_a_question_however_it_is_written():
    code, (fault,) = read_kelurahan({"kelurahan": "Kel. Mangunharjo"}, LOOKUPS)
    assert (code, fault.code) == (None, "kelurahan_twice")
    assert len(areas_meant("Kel. Mangunharjo", "", named)) == 2


def test_the_column_of_the_kecamatan_may_say_what_it_is():
    row = {"kelurahan": "Mangunharjo", "kecamatan": "Kec. Tugu"}
    assert read_kelurahan(row, LOOKUPS) == ("Mangunharjo Tugu", ())
    code, (remark,) = read_kelurahan({"kelurahan": "Jrakah", "kecamatan": "Kecamatan Gajahmungkur"}, LOOKUPS)
    assert (code, remark.code) == ("Jrakah Tugu", "kecamatan_differs")


@pytest.mark.parametrize(
    ("written", "code"),
    [("ojol", "ojek-online"), ("PKL", "pedagang-kaki-lima"), ("Tukang  Parkir", "juru-parkir")],
)
def test_an_occupation_is_understood_by_what_people_call_it(written, code):
    assert read_occupation(written, LOOKUPS) == (code, ())


@pytest.mark.parametrize("written", ["kuli", "bakul", "supir", "ART", "buruh", "penjaga", "tukang", "ikan"])
def test_what_several_occupations_are_called_or_half_a_name_means_none(written):
    assert code_called(written) == ""
    code, (fault,) = read_occupation(written, LOOKUPS)
    assert (code, fault.code) == (None, "occupation_unknown")
