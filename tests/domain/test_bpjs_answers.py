"""A line of BPJS's answer against the rules, before the store is asked."""

from datetime import date
from typing import NamedTuple

import pytest

from kiosk.domain.bpjs_answers import CheckedAnswer, each_answer

TODAY = date(2026, 11, 22)
NIK, OTHER = "3374015708900002", "3374010101800001"


class Written(NamedTuple):
    """A cell as files.sheet_cells hands it over."""

    text: str
    numeric: bool = False
    day: date | None = None


class Row(NamedTuple):
    sheet_name: str
    number: int
    cells: dict


def rows(*lines: dict) -> list[Row]:
    return [
        Row("Hasil", number, {field: _cell(value) for field, value in line.items()})
        for number, line in enumerate(lines, 2)
    ]


def _cell(value) -> Written:
    return value if isinstance(value, Written) else Written(value)


def checked(*, members: bool = False, **cells) -> CheckedAnswer:
    return next(each_answer(rows({"nik": NIK, **cells}), today=TODAY, members=members))


def codes(line: CheckedAnswer) -> list[str]:
    return [finding.code for finding in line.findings]


def test_accepted_line_has_number_and_day():
    line = checked(status="Aktif", kpj="26 000 123 456", effective_on="01/11/2026", name=" siti  aminah ")
    assert (line.accepted, line.kpj, line.effective_on) == (True, "26000123456", date(2026, 11, 1))
    assert (line.nik, line.name, line.findings) == (NIK, "siti aminah", ())
    assert (line.sheet_name, line.number, line.cells["status"]) == ("Hasil", 2, "Aktif")


def test_rejected_line_has_its_reason_without_long_numbers():
    line = checked(
        status="Ditolak", reason=f"NIK {OTHER} tidak padan", kpj="bukan nomor", effective_on="kapan"
    )
    assert (line.accepted, line.reason, line.findings) == (False, "NIK 3374•••• tidak padan", ())
    assert (line.kpj, line.effective_on) == ("", None)


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        (Written("3374015708900000", numeric=True), "nik_rounded"),
        (Written("3,37E+15"), "nik_rounded"),
        (Written("33740157"), "nik_length"),
        (Written(""), "nik_empty"),
        (Written("3374019908900002"), "nik_day"),
    ],
)
def test_nik_that_cannot_be_read_is_wrong(nik, code):
    line = checked(nik=nik, status="Aktif")
    assert line.nik is None and codes(line)[0] == code


@pytest.mark.parametrize("nik", ["'3374015708900002", "3374 0157 0890 0002", "3374.0157.0890.0002"])
def test_apostrophes_blanks_and_dots_in_a_nik_are_put_right(nik):
    assert (checked(nik=nik, status="Aktif").nik, checked(nik=nik, status="Aktif").findings) == (NIK, ())


def test_whoever_is_registered_under_a_nik_ending_in_0000_is_found():
    assert checked(nik="3374015708900000", status="Aktif").findings == ()


@pytest.mark.parametrize(
    ("cells", "accepted", "wrong"),
    [
        ({"kpj": "26000123456"}, True, []),
        ({"effective_on": "2026-11-01"}, True, []),
        ({"reason": "NIK tidak ditemukan"}, False, []),
        ({"kpj": "-", "effective_on": "", "reason": "n/a"}, None, ["nothing_said"]),
        ({"kpj": "26000123456", "reason": "ganda"}, None, ["both_said"]),
        ({"kpj": "0", "effective_on": "00/00/0000", "reason": "umur"}, False, []),
    ],
)
def test_without_a_status_number_or_day_mean_yes_and_a_reason_no(cells, accepted, wrong):
    line = checked(**cells)
    assert (line.accepted, codes(line)) == (accepted, wrong)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("", "status_empty"),
        ("Entah", "status_unknown"),
        ("Menunggu", "status_pending"),
        ("Diproses", "status_pending"),
        ("Nonaktif", "status_inactive"),
    ],
)
def test_status_that_says_nothing_certain_is_asked_about(status, code):
    line = checked(status=status, kpj="26000123456")
    assert (line.accepted, codes(line)) == (None, [code])


def test_all_faults_of_a_line_with_an_unknown_status_are_said_at_once():
    line = checked(status="Entah", kpj="123", effective_on="31/11/2026")
    assert codes(line) == ["status_unknown", "kpj_length", "date_impossible"]


def test_inactive_with_a_reason_is_a_rejection():
    assert checked(status="Tidak aktif", reason="meninggal").accepted is False


def test_column_taken_for_the_status_leaks_no_number():
    (finding,) = checked(status=f"NIK {OTHER}").findings
    assert OTHER not in finding.sentence()


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("01-NOV-26", date(2026, 11, 1)),
        ("01/11/26", date(2026, 11, 1)),
        ("2026-11-01 00:00:00", date(2026, 11, 1)),
        (Written("46327", numeric=True), date(2026, 11, 1)),
        (Written("2026-11-01", day=date(2026, 11, 1)), date(2026, 11, 1)),
        ("-", None),
    ],
)
def test_days_are_read_in_every_way_a_branch_writes_them(day, read):
    line = checked(status="Aktif", effective_on=day)
    assert (line.effective_on, line.findings) == (read, ())


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"effective_on": "31/02/2026"}, "date_impossible"),
        ({"effective_on": "segera"}, "date_unreadable"),
        ({"kpj": "2600012345"}, "kpj_length"),
        ({"kpj": "2.6E+10"}, "kpj_rounded"),
    ],
)
def test_accepted_line_with_a_bad_day_or_number_is_wrong(cells, code):
    assert code in codes(checked(status="Aktif", **cells))


def test_number_cell_of_a_kpj_gets_its_lost_zero_back():
    assert checked(status="Aktif", kpj=Written("6000123456", numeric=True)).kpj == "06000123456"


def test_same_nik_twice_names_the_earlier_row_and_only_the_later_is_wrong():
    first, other, again = each_answer(
        rows(*({"nik": nik, "status": "Aktif"} for nik in (NIK, OTHER, f"'{NIK}"))), today=TODAY
    )
    assert (codes(first), codes(other), codes(again)) == ([], [], ["nik_repeated"])
    assert again.findings[0].params == {"row": 2} and again.nik == NIK


def test_list_of_members_says_nothing_about_an_application():
    line = checked(members=True, status="Aktif", kpj="26000123456")
    assert (line.accepted, line.nik, line.kpj, line.findings) == (None, NIK, "26000123456", ())
    assert checked(members=True).findings == ()


def test_inactive_one_on_a_list_of_active_members_does_not_count_as_on_it():
    line = checked(members=True, status="Non aktif")
    assert (line.nik, codes(line)) == (None, ["member_inactive"])
