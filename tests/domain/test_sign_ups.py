"""NIP and NIK of a civil servant, read beside each other."""

from datetime import date

import pytest

from kiosk.domain.sign_ups import read_identity

DAY = date(2026, 11, 22)
NIP, NIK = "197807152005012011", "3374015507780003"  # a woman born on 15 July 1978


def read(nip=NIP, nik=NIK, status="pns"):
    return read_identity(nip=nip, nik=nik, status_asn=status, today=DAY)


def codes(findings) -> list[str]:
    return [one.code for one in findings]


def test_numbers_that_agree_raise_no_doubt():
    found = read("19780715 200501 2 011", "3374 0155 0778 0003")
    assert (found.nip, found.nik) == (NIP, NIK)
    assert (found.nip_faults, found.nik_faults, found.doubts) == ((), (), ())


def test_another_birth_date_or_sex_is_a_doubt_and_blocks_nothing():
    found = read(nik="3374011607780003")
    assert found.nip and found.nik
    assert codes(found.doubts) == ["nip_birth_differs", "nip_sex_differs"]


@pytest.mark.parametrize(
    ("nip", "nik", "nip_faults", "nik_faults"),
    [
        ("", "", ["nip_empty"], ["nik_empty"]),
        ("19780715", "33740155", ["nip_length"], ["nik_length"]),
        ("197813152005012011", NIK, ["nip_birth"], []),
        ("197807152005212011", NIK, ["nip_month"], []),
        (NIP, "3374015507780000", [], ["nik_serial_zero"]),
        (NIP, "3374015507120003", [], ["nik_age"]),
    ],
)
def test_what_blocks_is_said_of_the_number_it_is_about(nip, nik, nip_faults, nik_faults):
    found = read(nip, nik)
    assert (codes(found.nip_faults), codes(found.nik_faults)) == (nip_faults, nik_faults)
    assert (found.nip is None, found.nik is None) == (bool(nip_faults), bool(nik_faults))


def test_contract_employee_has_no_month_in_the_number():
    assert read("197807152022212011", status="pppk").nip == "197807152022212011"


@pytest.mark.parametrize(
    ("birth", "of_age"), [("221108", True), ("231108", False), ("221161", True), ("211160", False)]
)
def test_who_is_younger_than_18_or_older_than_65_is_asked_to_look_again(birth, of_age):
    found = read(nik=f"337401{birth}0003")
    assert (found.nik is not None) == of_age
    if not of_age:
        assert "18 sampai 65" in found.nik_faults[0].sentence()
