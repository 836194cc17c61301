"""A unit as a sheet writes it: a name or a path."""

import pytest

from kiosk.domain.staff_unit_paths import read_unit, unit_path


@pytest.mark.parametrize(
    "text",
    ["Bidang A / Seksi A2", "Bidang A > Seksi A2", "Bidang A\\Seksi A2", "Bidang A/Seksi A2", "Bidang A - Seksi A2",
     " /Bidang  A » Seksi A2/"],
)  # fmt: skip
def test_path_is_read_however_it_is_written(text):
    assert read_unit(text) == ("Bidang A / Seksi A2", [])
    assert unit_path("Bidang A / Seksi A2") == ("Bidang A", "Seksi A2")


@pytest.mark.parametrize(
    "text",
    [
        "TU/Kepegawaian",
        "UPTD Puskesmas - Gayamsari",
        "SD. Negeri-01",
        "Seksi 1",
        "A",
        "Irban III",
        "Umum & Kepegawaian",
    ],
)
def test_one_name_stays_one_name(text):
    assert read_unit(text) == (text, [])


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+A1", "#REF!", "-1+2", "a" * 150, "12", "A / =1", "A / B / C / D / E / F"]
)
def test_what_is_no_unit_is_remarked_on(text):
    unit, remarks = read_unit(text)
    assert (unit, [one.code for one in remarks]) == ("", ["unit_strange"])
    assert all(len(one.params["unit"]) <= 40 for one in remarks)


@pytest.mark.parametrize("text", ["", " ", "-", "/", "–", None])
def test_empty_is_no_unit_and_no_fault(text):
    assert read_unit(text) == ("", [])
