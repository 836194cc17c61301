"""A NIK of which one file of BPJS tells two things: no row of it counts. One that comes twice alike counts once."""

from datetime import date

import pytest

from kiosk.domain.bpjs_answers import each_answer
from kiosk.domain.bpjs_first_looks import FirstLook, first_look
from kiosk.domain.bpjs_repeats import contradictions
from tests.domain.test_bpjs_answers import NIK, OTHER, TODAY, Row, Written, codes, rows

YES = {"status": "Diterima", "kpj": "26000123456", "effective_on": "01/11/2026"}
NO = {"status": "Ditolak", "reason": "ganda"}


def looked_at(found: list[Row]) -> FirstLook:
    return first_look((row.cells["nik"], row.cells.get("effective_on", Written(""))) for row in found)


def checked(*lines: dict) -> list:
    found = rows(*({"nik": NIK, **line} for line in lines))
    told_twice = contradictions(found, looked_at(found), today=TODAY)
    return list(each_answer(found, today=TODAY, told_twice=told_twice))


@pytest.mark.parametrize(
    "other",
    [
        NO,
        YES | {"kpj": "26000999999"},
        YES | {"effective_on": "02/11/2026"},
        {"status": "Diproses"},
        YES | {"effective_on": "31/02/2026"},
    ],
)
def test_two_answers_about_one_nik_are_both_wrong_and_each_names_the_row_of_the_other(other):
    for lines in ((YES, other), (other, YES)):
        first, second = checked(*lines)
        assert [codes(line)[0] for line in (first, second)] == ["nik_told_twice"] * 2
        assert first.findings[0].params == {"first": 2, "second": 3}
        assert "baris 2 dan 3" in second.findings[0].sentence() and second.nik == NIK


@pytest.mark.parametrize(
    "again", [YES, {"status": "aktif"}, YES | {"kpj": "26 000 123 456"}, YES | {"reason": "catatan"}]
)
def test_the_same_once_more_or_less_of_it_is_no_contradiction(again):
    first, second = checked(YES, again)
    assert (codes(first), codes(second)) == ([], ["nik_repeated"])


def test_two_reasons_for_one_rejection_are_no_contradiction():
    assert [codes(line) for line in checked(NO, NO | {"reason": "usia"})] == [[], ["nik_repeated"]]


def test_of_three_rows_none_counts_as_soon_as_two_contradict():
    lines = checked({"status": "Diterima"}, YES, YES | {"kpj": "26000999999"})
    assert [codes(line) for line in lines] == [["nik_told_twice"]] * 3
    assert lines[0].findings[0].params == {"first": 2, "second": 4}


def test_somebody_else_s_row_is_left_alone():
    found = rows({"nik": NIK, **YES}, {"nik": OTHER, **YES}, {"nik": f"'{NIK}", **NO})
    told_twice = contradictions(found, looked_at(found), today=TODAY)
    assert told_twice == {int(NIK): (2, 4)}
    assert codes(list(each_answer(found, today=TODAY, told_twice=told_twice))[1]) == []


def test_rows_are_not_gone_through_where_no_nik_comes_again():
    look = first_look((Written(text), Written("")) for text in (NIK, OTHER, "", "", "3,37E+15"))
    assert look == FirstLook(set(), False)
    assert contradictions(iter(()), look, today=date(2026, 11, 1)) == {}


@pytest.mark.parametrize(
    "written", [f"'{NIK}", f"{NIK[:4]} {NIK[4:]}", f"{NIK}.0", "".join(chr(0xFF10 + int(one)) for one in NIK)]
)
def test_a_nik_is_found_again_however_it_is_written(written):
    assert first_look((Written(text), Written("")) for text in (NIK, written)).again == {int(NIK)}
