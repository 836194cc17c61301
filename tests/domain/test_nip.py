from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.findings import Severity, blocks
from kiosk.domain.nip import STATUSES, read_nip

PNS = "198505172010011002"  # 17 May 1985, appointed January 2010, man, serial 002
PARUH_WAKTU = "199003042025242001"  # the sample's 24 is no month


def read(text, status_asn="pns", **known):
    return read_nip(text, status_asn=status_asn, **known)


def codes(reading, severity=Severity.BLOCK):
    return [finding.code for finding in reading.findings if finding.severity is severity]


def test_a_nip_tells_birth_sex_and_year_of_appointment():
    reading = read("19850517 201001 1 002")
    assert reading.nip == PNS
    assert (reading.birth_on, reading.sex, reading.appointed_year) == (date(1985, 5, 17), "L", 2010)
    assert reading.findings == ()


@pytest.mark.parametrize("status_asn", ["pppk", "pppk_paruh_waktu"])
def test_digits_13_and_14_are_no_month_for_pppk(status_asn):
    reading = read(PARUH_WAKTU, status_asn)
    assert (reading.nip, reading.sex, reading.findings) == (PARUH_WAKTU, "P", ())


@pytest.mark.parametrize("month", ["00", "13", "24"])
def test_a_pns_without_a_month_is_blocked(month):
    reading = read(f"198505172010{month}1002")
    assert codes(reading) == ["nip_month"]
    assert reading.nip is None


def test_a_wrong_length_says_how_many_digits_there_were():
    assert codes(read(PNS[:-1])) == ["nip_length"]
    assert "yang diisi 17 angka" in read(PNS[:-1]).findings[0].sentence()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nip_empty"),
        ("1,98505E+17", "nip_rounded"),
        ("19850517201001100X", "nip_not_digits"),
        ("198502302010011002", "nip_birth"),
        ("198513172010011002", "nip_birth"),
        ("198505172010013002", "nip_sex"),
        ("198505172010010002", "nip_sex"),
    ],
)
def test_what_cannot_be_a_nip_blocks(typed, code):
    assert codes(read(typed)) == [code]


def test_a_numeric_cell_is_refused_as_rounded_by_excel():
    assert codes(read(PNS, numeric_cell=True)) == ["nip_rounded"]
    assert codes(read(198505172010011000)) == ["nip_rounded"]


@pytest.mark.parametrize(("year", "warned"), [(2001, True), (2002, False), (2045, False), (2046, True)])
def test_an_appointment_outside_the_ages_17_to_60_warns(year, warned):
    reading = read(f"19850517{year}011002")
    assert reading.nip
    assert codes(reading, Severity.WARN) == (["nip_appointment"] if warned else [])


def test_a_serial_of_zero_warns():
    assert codes(read("198505172010011000"), Severity.WARN) == ["nip_serial"]


def test_another_birth_date_or_sex_than_the_nik_warns_and_keeps_the_number():
    reading = read(PNS, birth_on=date(1985, 5, 18), sex="P")
    assert reading.nip == PNS
    assert codes(reading, Severity.WARN) == ["nip_birth_differs", "nip_sex_differs"]
    assert read(PNS, birth_on=date(1985, 5, 17), sex="L").findings == ()


def test_an_unknown_status_is_a_programming_error():
    with pytest.raises(ValueError, match="status_asn"):
        read(PNS, "honorer")


@given(
    st.dates(date(1960, 1, 1), date(2005, 12, 31)),
    st.integers(17, 60),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
    st.sampled_from(STATUSES),
)
def test_every_nip_made_by_the_rule_is_read_back(birth_on, age, month, sex, serial, status_asn):
    nip = f"{birth_on:%Y%m%d}{birth_on.year + age}{month:02d}{sex}{serial:03d}"
    reading = read(nip, status_asn, birth_on=birth_on, sex="L" if sex == "1" else "P")
    assert (reading.nip, reading.birth_on, reading.findings) == (nip, birth_on, ())


@given(st.one_of(st.text(), st.text("0123456789", min_size=18, max_size=18)), st.sampled_from(STATUSES))
def test_nothing_typed_breaks_the_reading(value, status_asn):
    reading = read(value, status_asn)
    assert (reading.nip is None) == blocks(reading.findings)
    assert all(finding.sentence() for finding in reading.findings)
