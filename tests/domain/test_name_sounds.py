"""Names as they sound: Indonesian spellings of one name are one, names of two people stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.name_sounds import LONGEST, beginnings_of, sounds_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soelastri", "Sulastri"),
        ("Tjahjo", "Cahyo"),
        ("Djoko", "Joko"),
        ("Soeharto", "Suharto"),
        ("Sjamsoel", "Syamsul"),
        ("Muhammad Ali", "Mohamad Ali"),
        ("Muhammad Ali", "Mochammad Ali"),
        ("Muhammad Ali", "Moch. Ali"),
        ("Muhammad Ali", "Muh Ali"),
        ("Muhammad Ali", "M. Ali"),
        ("Muhammad Ali", "M.Ali"),
        ("Muhammad Ali", "Mhd. Ali"),
        ("Nur Muhammad", "Nur Moch."),
        ("Achmad", "Ahmad"),
        ("Akhmad", "Ach."),
        ("Abdul Rahman", "Abd. Rachman"),
        ("Fitri", "Pitri"),
        ("Novi", "Nopi"),
        ("Yusuf", "Yusup"),
        ("Rizki", "Riski"),
        ("Rizky", "Rizqi"),
        ("Srie", "Sri"),
        ("Yanto", "Ianto"),
        ("Widhi", "Widi"),
        ("Thohir", "Tohir"),
        ("Budhi", "Budi"),
        ("Ghofur", "Gofur"),
        ("Aminnah", "Aminah"),
        ("Aminah", "Amina"),
        ("Siyah", "Siya"),
        ("Khusnul", "Chusnul"),
        ("Khusnul", "Husnul"),
        ("Chandra", "Candra"),
        ("Christina", "Kristina"),
        ("Syaiful", "Saiful"),
        ("Shinta", "Sinta"),
        ("Dzikri", "Zikri"),
        ("Utsman", "Usman"),
        ("Alex", "Aleks"),
        ("Qomar", "Komar"),
        ("Ecky", "Eki"),
        ("Zaenal", "Zainal"),
        ("Chaerul", "Khoirul"),
        ("Rahmad", "Rahmat"),
        ("Yakub", "Yakup"),
        ("Mariyem", "Mariem"),
        ("Sulistyowati", "Sulistiyowati"),
        ("Suwarti", "Suarti"),
        ("Noor", "Nur"),
        ("Nur'aini", "Nuraini"),
        ("Nur’aini", "Nur‘aini"),
        ("José", "JOSE"),
        ("Drs. H. Slamet Widodo, S.Pd., M.M.", "Slamet Widodo"),
        ("Dr. Ir. Hj. Siti Aminah SE MM", "Siti Aminah"),
        ("K.H. Achmad Dahlan", "Ahmad Dahlan"),
        ("RA. Kartini", "Kartini"),
        ("Slamet (alm)", "Slamet"),
        ("Ahmad bin Said", "Ahmad Said"),
        ("Anna-Maria", "Ana Maria"),
        ("  SITI\u00a0AMINAH ", "Siti Aminah"),
    ],
)
def test_spellings_of_one_name_sound_alike(one, other):
    assert sounds_of(one) == sounds_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti", "Sita"),
        ("Sri", "Seri"),
        ("Yeni", "Ini"),
        ("Dewi", "Dwi"),
        ("Nurhayati", "Nurayati"),
        ("Dian", "Tian"),
        ("Jono", "Yono"),
        ("Chandra", "Indra"),
        ("Ratna", "Retno"),
        ("Budi", "Budiman"),
        ("Muhtar", "Muhammad"),
        ("Mulyadi", "M. Adi"),
        ("A. Rahman", "Ahmad Rahman"),
        ("Suharto", "Suhartono"),
    ],
)
def test_names_of_two_people_do_not_sound_alike(one, other):
    assert sounds_of(one) != sounds_of(other)


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("Soelastri Handajani", " sulastri handajani "),
        ("Moch. Rizqy", " muhamat riski "),
        ("H.", " h "),
        ("M", " m "),
        ("Drs. M. Ali", " muhamat ali "),
        ("Se", " se "),
        ("", ""),
        (None, ""),
        ("…", ""),
        ("李", ""),
        ("Siti 2%_\\", " siti "),
    ],
)
def test_words_stand_between_blanks(name, sounds):
    assert sounds_of(name) == sounds


@pytest.mark.parametrize("name", ["x" * 200, "Xaxax " * 60, "Siti " + "q" * 300])
def test_long_names_are_cut_to_what_the_column_holds(name):
    sounds = sounds_of(name)
    assert len(sounds) <= LONGEST
    assert sounds[0] == sounds[-1] == " "


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sulas", "Soelastri"),
        ("soelas", "Sulastri"),
        ("muh", "Muhtarom"),
        ("muh", "Mochamad Ali"),
        ("moha", "Muhammad Ali"),
        ("ahmad", "Ahmadi"),
        ("achmadi", "Ahmadi"),
        ("rahmad", "Rahmadhani"),
        ("siah", "Siahaan"),
        ("amin", "Siti Aminah"),
        ("A", "Abdul"),
        ("drs. slam", "Slamet"),
    ],
)
def test_what_is_typed_begins_a_word_of_the_name(typed, name):
    (beginnings,) = beginnings_of(typed)
    assert any(f" {beginning}" in sounds_of(name) for beginning in beginnings)


@pytest.mark.parametrize(("typed", "name"), [("lastri", "Sulastri"), ("sulastrini", "Sulastri")])
def test_what_stands_inside_or_goes_beyond_a_word_does_not_begin_it(typed, name):
    (beginnings,) = beginnings_of(typed)
    assert not any(f" {beginning}" in sounds_of(name) for beginning in beginnings)


@given(st.text(max_size=200))
def test_nothing_typed_breaks_the_sounds(text):
    sounds = sounds_of(text)
    assert len(sounds) <= LONGEST
    assert not sounds or (sounds.split() and sounds == f" {' '.join(sounds.split())} ")
    assert sounds.replace(" ", "").isascii()
    assert len(beginnings_of(text)) >= len(sounds.split())


@given(st.text(alphabet="abcdehijklmnostuvyz ", max_size=60))
def test_case_and_blanks_make_no_difference(text):
    assert sounds_of(text.upper()) == sounds_of(f"  {text} ")
