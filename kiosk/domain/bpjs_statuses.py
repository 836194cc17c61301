"""What BPJS's word for the state of a line means. Branches use words of their own; one that is not in the table is
asked about, never guessed."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.words import without_long_numbers


class Status(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INACTIVE = "inactive"  # a rejection only where a reason says so
    PENDING = "pending"
    UNKNOWN = "unknown"


_WORDS = {
    Status.ACCEPTED: (
        "aktif, active, diterima, terima, berhasil, sukses, success, succeeded, valid, terdaftar, disetujui, setuju, "
        "approved, accepted, lolos, lolos verifikasi, terverifikasi, peserta aktif, berhasil didaftarkan, "
        "pendaftaran berhasil, berhasil diproses, terbit kpj, oke, ok"
    ),
    Status.REJECTED: (
        "ditolak, tolak, gagal, tidak valid, invalid, tidak terdaftar, batal, dibatalkan, tidak diterima, tidak "
        "disetujui, tidak berhasil, tidak lolos, tidak lolos verifikasi, gagal didaftarkan, gagal diproses, "
        "pendaftaran gagal, gagal verifikasi, tidak ditemukan, tidak padan, tidak memenuhi syarat, rejected, failed, "
        "error, data tidak valid, nik tidak valid, nik tidak ditemukan"
    ),
    Status.INACTIVE: (
        "tidak aktif, nonaktif, non aktif, inactive, dinonaktifkan, keluar, berhenti, berakhir, kepesertaan berakhir"
    ),
    Status.PENDING: (
        "proses, diproses, dalam proses, sedang diproses, menunggu, tunda, ditunda, pending, belum diproses, antre, "
        "menunggu verifikasi, menunggu pembayaran, belum bayar, draft, draf"
    ),
}
LONGEST_SHOWN = 40
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
_TURNED_ROUND = ("tidak", "tolak", "gagal", "batal", "non", "belum", "bukan")
_HEAD = re.compile(r"\s*(.*?)\s*(?:[:;,(/|]|\s[-–—]+\s)\s*(.+?)\)?\s*$")


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


_STATUS_OF = {_key(word): status for status, words in _WORDS.items() for word in words.split(",")}


def word_key(text: str) -> str:
    """Under which a word is remembered that somebody has explained: as it is shown, in letters alone."""
    return _key(without_long_numbers(text)[:LONGEST_SHOWN])


def read_status(text: str, told: Mapping[str, str] = NOTHING_TOLD) -> tuple[Status, str]:
    """What was meant and what stands behind it: "Gagal: NIK tidak padan" is rejected, "NIK tidak padan". Case, blanks,
    dots and numbers do not matter. Something behind a good word that could turn it round makes it unknown. `told` is
    word_key → status, as somebody has said once; it holds for the whole text."""
    if meant := told.get(word_key(text)):
        return Status(meant), ""
    if found := _STATUS_OF.get(_key(text)):
        return found, ""
    parted = _HEAD.fullmatch(text)
    found = _STATUS_OF.get(_key(parted[1]), Status.UNKNOWN) if parted else Status.UNKNOWN
    if found is Status.UNKNOWN:
        return found, ""
    turned = found is Status.ACCEPTED and any(word in _key(parted[2]) for word in _TURNED_ROUND)
    return (Status.UNKNOWN, "") if turned else (found, parted[2])
