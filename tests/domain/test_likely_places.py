"""In which kecamatan somebody may live: as the list writes it, else as the NIK's first six digits say."""

import pytest

from kiosk.domain.likely_places import likely_kecamatan

CODES = {"semarangtengah": "33.74.01", "tugu": "33.74.16"}
HERE, THERE, GONE = "3374011501660001", "3321011501660001", "3374991501660001"


@pytest.mark.parametrize(
    ("nik", "written", "found"),
    [
        (HERE, "", "33.74.01"), ("3374161501660001", "", "33.74.16"), (THERE, "", ""), (GONE, "", ""),
        (HERE, "Tugu", "33.74.16"), (HERE, "Kec. TUGU", "33.74.16"), (THERE, "Antah Berantah, Tugu", "33.74.16"),
        (HERE, "Antah Berantah", ""), (HERE, "Antah Berantah, Mranggen", ""),
        (HERE, "Kota Semarang", "33.74.01"), (HERE, "-", "33.74.01"),
    ],
)  # fmt: skip
def test_what_the_list_writes_goes_before_what_the_nik_says(nik, written, found):
    assert likely_kecamatan(nik, written, CODES) == found
