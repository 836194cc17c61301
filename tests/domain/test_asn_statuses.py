"""How a roster writes that somebody is PNS, PPPK, or PPPK part time."""

import pytest

from kiosk.domain.asn_statuses import read_status, status_by_nip

PNS, PPPK, PART = "pns", "pppk", "pppk_paruh_waktu"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("PNS", PNS), ("p n s", PNS), ("P.N.S.", PNS), ("CPNS", PNS), ("Pegawai Negeri Sipil", PNS), ("PPPK", PPPK),
        ("P3K", PPPK), ("p-3-k", PPPK), ("PPPK Penuh Waktu", PPPK), ("ASN PPPK", PPPK),
        ("Pegawai Pemerintah dengan Perjanjian Kerja", PPPK), ("PPPK Paruh Waktu", PART), ("PPPK (paruh waktu)", PART),
        ("P3K PW", PART), ("PPPK_Paruh_Waktu", PART), ("Paruh Waktu", PART), ("", None), ("Honorer", None),
        ("THL", None), ("Non ASN", None), ("tenaga kontrak", None),
    ],
)  # fmt: skip
def test_status_is_understood_however_it_is_written(text, status):
    assert read_status(text) == status


def test_nip_says_it_where_the_roster_is_silent():
    assert status_by_nip("197807152005012001") == PNS
    assert status_by_nip("199001012023211001") == PPPK
