"""One line of a department's roster, checked."""

from kiosk.domain.nip import mask_nip
from kiosk.domain.staff_fates import many_leave
from kiosk.domain.staff_rows import check_row

NIP = "197807152005012001"


def checked(**cells):
    return check_row(7, {"nip": NIP, "name": "Ratna Kusumawati, S.E.", "status_asn": "PNS"} | cells)


def codes(row) -> list[str]:
    return [one.code for one in row.findings]


def test_right_row_is_taken_as_it_is():
    row = checked(nip="19780715 200501 2 001", unit=" Bidang  Aptika ", jabatan="Analis")
    assert (row.nip, row.status, row.unit, row.findings, row.is_wrong) == (
        NIP,
        "pns",
        "Bidang Aptika",
        (),
        False,
    )


def test_number_that_excel_has_rounded_is_refused_with_that_cause():
    row = check_row(7, {"nip": "197807152005012000", "name": "Ratna", "status_asn": "PNS"}, numeric_nip=True)
    assert (row.is_wrong, row.nip, codes(row)) == (True, "", ["nip_rounded"])
    power = checked(nip="1.97807E+17")
    assert codes(power) == ["nip_rounded"]
    assert "1,98E+17" in power.findings[0].sentence()
    assert power.shown_nip == "••••••••"


def test_empty_cell_may_be_a_formula_that_was_never_reckoned():
    row = checked(nip="", name="")
    assert all("rumus tanpa hasil" in one.sentence() for one in row.findings) and len(row.findings) == 2


def test_month_is_asked_of_a_pns_only():
    assert codes(checked(nip="199001012023211001")) == ["nip_month"]
    assert checked(nip="199001012023211001", status_asn="P3K").status == "pppk"


def test_status_that_is_left_out_is_read_from_the_nip_and_one_nobody_knows_is_refused():
    silent = checked(status_asn="")
    assert (silent.status, codes(silent)) == ("", ["status_guessed"])
    assert codes(checked(status_asn="Honorer")) == ["status_unknown"]


def test_nik_in_the_place_of_a_nip_and_numbers_in_texts_are_not_kept():
    row = checked(nip="3374010101010001", unit="0812 3456 7890", name="")
    assert set(codes(row)) == {"nip_length", "name_empty", "column_number"}
    assert row.shown_nip == "•" * 12 + "0001"
    assert "7890" not in row.unit


def test_mask_shows_the_last_four_figures():
    assert mask_nip(NIP) == "•" * 14 + "2001"
    assert (mask_nip("123"), mask_nip("")) == ("•••", "")


def test_more_than_a_third_who_leave_are_many():
    assert [many_leave(*one) for one in ((1, 3), (2, 3), (0, 0), (33, 100), (34, 100))] == [
        False, True, False, False, True,
    ]  # fmt: skip
