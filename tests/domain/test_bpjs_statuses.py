"""What BPJS's words for the state of a line mean."""

import pytest

from kiosk.domain.bpjs_statuses import Status, read_status


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Aktif", Status.ACCEPTED),
        ("  DITERIMA. ", Status.ACCEPTED),
        ("ber hasil", Status.ACCEPTED),
        ("00 - Sukses", Status.ACCEPTED),
        ("Valid", Status.ACCEPTED),
        ("terdaftar", Status.ACCEPTED),
        ("Ditolak", Status.REJECTED),
        ("TIDAK VALID", Status.REJECTED),
        ("tidak-terdaftar", Status.REJECTED),
        ("Batal", Status.REJECTED),
        ("gagal", Status.REJECTED),
        ("Tidak Aktif", Status.INACTIVE),
        ("NONAKTIF", Status.INACTIVE),
        ("non-aktif", Status.INACTIVE),
        ("Dalam proses", Status.PENDING),
        ("Mungkin", Status.UNKNOWN),
        ("", Status.UNKNOWN),
        ("-", Status.UNKNOWN),
    ],
)
def test_words_are_known_however_they_are_written(text, meant):
    assert read_status(text) == (meant, "")


@pytest.mark.parametrize(
    ("text", "meant", "behind"),
    [
        ("Gagal: NIK tidak padan", Status.REJECTED, "NIK tidak padan"),
        ("Ditolak (usia 65 tahun)", Status.REJECTED, "usia 65 tahun"),
        ("Gagal - data ganda", Status.REJECTED, "data ganda"),
        ("Aktif (JKK, JKM)", Status.ACCEPTED, "JKK, JKM"),
    ],
)
def test_what_stands_behind_the_word_is_its_reason(text, meant, behind):
    assert read_status(text) == (meant, behind)


@pytest.mark.parametrize("text", ["Valid; tidak terdaftar", "Aktif - dibatalkan", "Terdaftar (non aktif)"])
def test_good_word_that_is_turned_round_is_not_guessed(text):
    assert read_status(text) == (Status.UNKNOWN, "")
