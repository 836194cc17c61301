from datetime import date

import pytest
import stdnum.id.nik
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.age import age_on
from kiosk.domain.findings import Severity, blocks
from kiosk.domain.nik import read_nik
from kiosk.domain.nik_remarks import PROVINCES

TODAY = date(2026, 11, 20)
BUDI = "3374051705030001"  # a man, 17 May 2003
SITI = "3374055705850002"  # a woman, 17 May 1985


def read(text, **known):
    return read_nik(text, today=TODAY, **known)


def codes(reading, severity=Severity.BLOCK):
    return [finding.code for finding in reading.findings if finding.severity is severity]


def test_a_worker_born_in_2003_is_23_where_stdnum_makes_him_123():
    reading = read(BUDI)
    assert reading.nik == BUDI
    assert reading.birth_on == date(2003, 5, 17)
    assert (reading.sex, reading.region, reading.findings) == ("L", "33.74", ())
    assert stdnum.id.nik.get_birth_date(BUDI).year == 1903


def test_a_womans_day_has_forty_added():
    reading = read(SITI)
    assert (reading.birth_on, reading.sex, reading.findings) == (date(1985, 5, 17), "P", ())


@pytest.mark.parametrize(
    "typed",
    [
        "3374 0517 0503 0001",
        "33.74.05.170503.0001",
        "3374-051705-030001",
        "'3374051705030001",
        "’3374051705030001",
        "\u00a03374051705030001\n",
        "\u202a3374051705030001\u202c",
        "3374\u200b051705030001",
        "３３７４０５１７０５０３０００１",
    ],
)
def test_separators_apostrophes_and_invisible_characters_are_forgiven(typed):
    assert read(typed).nik == BUDI


@pytest.mark.parametrize("empty", [None, "", "   ", "'"])
def test_an_empty_nik_blocks(empty):
    assert codes(read(empty)) == ["nik_empty"]


@pytest.mark.parametrize(("typed", "count"), [(BUDI[:-1], "15"), (BUDI + "1", "17"), ("3", "1")])
def test_a_wrong_length_says_how_many_digits_there_were(typed, count):
    reading = read(typed)
    assert codes(reading) == ["nik_length"]
    assert f"yang diisi {count} angka" in reading.findings[0].sentence()
    assert "16" in reading.findings[0].sentence()
    assert reading.nik is None


def test_letters_are_named_as_typed():
    reading = read("33740517O5o3000l")
    assert codes(reading) == ["nik_not_digits"]
    assert "“O”, “o”, “l”" in reading.findings[0].sentence()


def test_a_long_text_names_only_the_first_letters():
    assert len(read("abcdefghijklmnopqrstuvwxyz" * 50).findings[0].sentence()) < 250


@pytest.mark.parametrize(
    "typed", ["3,374E+15", "3.37405E+15", "3,37405170503E15", "3.374e+15", " 3,374E+15 "]
)
def test_scientific_notation_is_refused_as_rounded_by_excel(typed):
    reading = read(typed)
    assert codes(reading) == ["nik_rounded"]
    assert "Excel membulatkan NIK" in reading.findings[0].sentence()
    assert "Teks (Text)" in reading.findings[0].sentence()


@pytest.mark.parametrize(
    ("cell", "numeric_cell"),
    [
        (BUDI, True),
        (f"{BUDI}.0", True),
        (f"{BUDI}.0", False),
        (3374051705030000, False),
        (3374051705030000.0, False),
        ("3.374051705030000E+15", True),
    ],
)
def test_a_numeric_cell_is_refused_as_rounded_by_excel(cell, numeric_cell):
    assert codes(read(cell, numeric_cell=numeric_cell)) == ["nik_rounded"]


def test_a_number_that_has_lost_nothing_is_not_said_to_have_been_rounded():
    said = read(3374051705030001).findings[0].sentence()
    assert "tersimpan sebagai angka" in said and "15 digit" in said and "membulatkan" not in said
    assert "Excel membulatkan NIK" in read(3374051705030000).findings[0].sentence()


def test_a_short_number_in_a_numeric_cell_is_too_short_not_rounded():
    assert codes(read(337405170503000, numeric_cell=True)) == ["nik_length"]


@pytest.mark.parametrize("day", ["00", "32", "39", "40", "72", "80", "99"])
def test_a_day_outside_01_31_and_41_71_blocks(day):
    reading = read(f"337405{day}05850001")
    assert codes(reading) == ["nik_day"]
    assert day in reading.findings[0].sentence()
    assert (reading.sex, reading.birth_on) == (None, None)


@pytest.mark.parametrize(("day", "sex"), [("01", "L"), ("31", "L"), ("41", "P"), ("71", "P")])
def test_the_first_and_last_days_are_accepted_for_both(day, sex):
    reading = read(f"337405{day}05850001")
    assert reading.nik
    assert (reading.sex, reading.birth_on.day) == (sex, int(day) % 40)


@pytest.mark.parametrize("month", ["00", "13", "99"])
def test_a_month_outside_01_12_blocks(month):
    assert codes(read(f"33740517{month}850001")) == ["nik_month"]


@pytest.mark.parametrize("six", ["310485", "710485", "300285", "700285", "310900"])
def test_a_day_the_month_does_not_have_blocks(six):
    assert codes(read(f"337405{six}0001")) == ["nik_date"]


@pytest.mark.parametrize(
    ("six", "birth_on"),
    [
        ("290204", date(2004, 2, 29)),
        ("690296", date(1996, 2, 29)),
        ("290200", date(2000, 2, 29)),  # 1900 was no leap year, 2000 was
        ("290284", date(1984, 2, 29)),
    ],
)
def test_29_february_is_accepted_in_a_leap_year(six, birth_on):
    assert read(f"337405{six}0001").birth_on == birth_on


@pytest.mark.parametrize("six", ["290285", "690285", "290203", "290299"])
def test_29_february_blocks_in_a_common_year(six):
    assert codes(read(f"337405{six}0001")) == ["nik_date"]


def test_29_february_of_a_century_that_had_none_is_not_taken_from_another():
    """In 1990 the digits 00 mean 1900 (aged 90), which had no 29 February; 2000 is not yet."""
    assert read_nik("3374052902000001", today=date(1990, 1, 1)).nik is None


@pytest.mark.parametrize(
    ("six", "today", "accepted"),
    [
        ("201111", TODAY, True),  # 15 today
        ("211111", TODAY, False),  # 15 tomorrow
        ("201126", TODAY, True),  # 100 today
        ("191126", TODAY, True),  # still 100
        ("201125", TODAY, False),  # 101 or a baby of one
        ("170515", TODAY, False),
    ],
)
def test_the_century_gives_an_age_of_15_to_100_or_the_number_blocks(six, today, accepted):
    reading = read_nik(f"337405{six}0001", today=today)
    assert bool(reading.nik) is accepted
    assert codes(reading) == ([] if accepted else ["nik_age"])


def test_neither_century_says_child_or_slip_and_asks_the_birth_date():
    sentence = read("3374051705150001").findings[0].sentence()
    assert "anak atau salah ketik" in sentence
    assert "17 Mei 2015 / 17 Mei 1915" in sentence
    assert "isi tanggal lahirnya" in sentence


def test_neither_century_still_blocks_when_the_birth_date_confirms_the_child():
    reading = read("3374051705150001", birth_on=date(2015, 5, 17))
    assert codes(reading) == ["nik_age"]
    assert reading.birth_on == date(2015, 5, 17)
    assert "umurnya 11 tahun" in reading.findings[0].sentence()


def test_neither_century_is_called_a_slip_when_the_birth_date_is_another():
    reading = read("3374051705150001", birth_on=date(1975, 5, 17))
    assert codes(reading) == ["nik_age"]
    assert "kemungkinan salah ketik" in reading.findings[0].sentence()


def test_where_both_centuries_fit_the_typed_birth_date_decides_else_the_younger():
    wide = {"age_bounds": (0, 120)}
    assert read("3374051705150001", **wide).birth_on == date(2015, 5, 17)
    assert read("3374051705150001", birth_on=date(1915, 5, 17), **wide).birth_on == date(1915, 5, 17)


def test_serial_0000_blocks_unless_allowed():
    reading = read("3374051705030000")
    assert codes(reading) == ["nik_serial_zero"]
    assert reading.birth_on == date(2003, 5, 17)
    assert read("3374051705030000", serial_zero_allowed=True).nik == "3374051705030000"


@pytest.mark.parametrize("region", ["0074", "1074", "2074", "5474", "9974", "3300", "3370"])
def test_an_unknown_region_only_warns(region):
    reading = read(f"{region}051705030001")
    assert reading.nik
    assert codes(reading, Severity.WARN) == ["nik_region_unknown"]


@pytest.mark.parametrize("region", ["3301", "3369", "3371", "3399", "9671", "1101"])
def test_another_district_is_only_an_information(region):
    reading = read(f"{region}051705030001")
    assert reading.nik
    assert codes(reading, Severity.WARN) == []
    assert codes(reading, Severity.INFO) == ["nik_region_other"]


def test_there_are_38_provinces():
    assert len(PROVINCES) == 38


def test_a_differing_birth_date_or_sex_warns_and_keeps_the_number():
    reading = read(BUDI, birth_on=date(2003, 5, 18), sex="P")
    assert reading.nik == BUDI
    assert codes(reading, Severity.WARN) == ["nik_birth_differs", "nik_sex_differs"]
    assert "18 Mei 2003" in reading.findings[0].sentence()
    assert "17 Mei 2003" in reading.findings[0].sentence()
    assert read(BUDI, birth_on=date(2003, 5, 17), sex="L").findings == ()


def test_several_faults_are_all_told_at_once():
    assert codes(read("3374050013850000")) == ["nik_day", "nik_month", "nik_serial_zero"]


def test_the_sentences_never_repeat_the_number():
    for typed in (BUDI[:-1], BUDI + "1", "3374051705150001", "9974051705030000", f"{BUDI}X"):
        for finding in read(typed).findings:
            assert typed not in finding.sentence()
            assert BUDI not in finding.sentence()


@given(
    st.dates(date(1926, 11, 20), date(2011, 11, 20)),
    st.sampled_from("LP"),
    st.sampled_from(sorted(PROVINCES)),
    st.integers(1, 9999),
)
def test_every_worker_of_15_to_100_is_read_back(birth_on, sex, province, serial):
    day = birth_on.day + (40 if sex == "P" else 0)
    nik = f"{province}7405{day:02d}{birth_on:%m%y}{serial:04d}"
    reading = read(nik, birth_on=birth_on, sex=sex)
    assert (reading.nik, reading.birth_on, reading.sex) == (nik, birth_on, sex)
    assert codes(reading, Severity.WARN) == []


@given(st.text("0123456789", min_size=16, max_size=16))
def test_any_sixteen_digits_give_a_number_with_a_real_age_or_a_reason(digits):
    reading = read(digits)
    assert (reading.nik is None) == blocks(reading.findings)
    if reading.nik:
        assert 15 <= age_on(reading.birth_on, TODAY) <= 100
        assert reading.birth_on.strftime("%m%y") == digits[8:12]


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.text("0123456789.,-E+ '’")))
def test_nothing_typed_breaks_the_reading(value):
    reading = read(value)
    assert (reading.nik is None) == blocks(reading.findings)
    assert all(finding.sentence() for finding in reading.findings)
    if reading.nik:
        assert len(reading.nik) == 16 and reading.nik.isascii() and reading.nik.isdigit()
