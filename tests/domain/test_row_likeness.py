"""When a row of a later sheet is the mended form of an earlier one."""

import pytest

from kiosk.domain.row_likeness import NUMBER_BEFORE, SENT_BACK, likeness

NIK = "3374020902000001"


def alike(one: set, other: set) -> bool:
    return not one.isdisjoint(other)


def earlier(upload: int = 7, number: int = 12, **cells) -> set:
    return likeness(sheet_name="DATA", number=number, cells=cells, upload=upload)


def sent(sheet_name: str = "DATA", number: int = 12, **cells) -> set:
    return likeness(sheet_name=sheet_name, number=number, cells=cells)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"nik": NIK, "name": "Sug3ng"}, {"nik": f"'{NIK[:6]} {NIK[6:]}", "name": "Sugeng"}),
        ({"nik": "1", "name": "Sugeng"}, {"nik": NIK, "name": "SUGENG"}),
        (
            {"nik": "1", "name": "Sugeng", "birth_on": "9/2/2000"},
            {"nik": NIK, "name": "Sugeng", "birth_on": "9/2/2000"},
        ),
    ],
)
def test_the_same_person_is_known_by_nik_or_by_name_with_place_or_birth_date(before, after):
    assert alike(earlier(**before), sent(**after))


def test_a_row_sent_back_is_known_by_its_number_whatever_else_was_changed():
    changed = {"nik": NIK, "name": "Sugeng", NUMBER_BEFORE: "12"}
    assert alike(earlier(nik="1", name="?"), sent(SENT_BACK % 7, 2, **changed))


@pytest.mark.parametrize(
    ("sheet_name", "before"),
    [
        (SENT_BACK % 8, "12"),
        (SENT_BACK % 7, "13"),
        ("DATA", "12"),
        (SENT_BACK % 7, "dua belas"),
        ("Perbaikan x", "12"),
    ],
)
def test_another_number_another_upload_or_a_sheet_of_their_own_says_nothing(sheet_name, before):
    changed = {"nik": NIK, "name": "Sugeng", NUMBER_BEFORE: before}
    assert not alike(earlier(nik="1", name="?"), sent(sheet_name, 2, **changed))
