"""What becomes of each line of a roster, and of whom it names no more."""

from collections.abc import Mapping

from kiosk.domain.words import N_

NEW, CHANGED, MOVED, UNIT_MOVED, BACK, SAME, WAITING, WRONG, REPEATED, LEAVING = FATES = (
    "new", "changed", "moved", "unit_moved", "back", "same", "waiting", "wrong", "repeated", "leaving",
)  # fmt: skip
WRITTEN = (
    NEW,
    CHANGED,
    MOVED,
    UNIT_MOVED,
    BACK,
)  # what is written on the roster; who leaves comes after them
WORDS = {
    WRONG: N_("salah"),
    LEAVING: N_("keluar"),
    NEW: N_("baru"),
    CHANGED: N_("berubah"),
    MOVED: N_("pindah ke sini"),
    UNIT_MOVED: N_("pindah unit"),
    WAITING: N_("menunggu OPD lama"),
    BACK: N_("kembali"),
    REPEATED: N_("berulang"),
    SAME: N_("tetap"),
}
MEANINGS = {
    WRONG: N_("Barisnya tidak dipakai sampai diperbaiki. Yang lain tetap dapat diterapkan."),
    LEAVING: N_(
        "Ada dalam daftar sekarang dan tidak ada dalam berkas ini. Saat diterapkan mereka dicatat keluar."
    ),
    NEW: N_("Belum ada dalam daftar mana pun."),
    CHANGED: N_("Sudah ada dalam daftar, dengan nama, jabatan, atau status lain."),
    MOVED: N_("Pindah ke OPD ini."),
    UNIT_MOVED: N_("Sudah ada dalam daftar OPD ini, di unit lain."),
    WAITING: N_(
        "Belum dicatat di sini sampai OPD lamanya setuju, atau mencatatnya keluar. Saat diterapkan, OPD lama itu "
        "diminta."
    ),
    BACK: N_("Pernah dicatat keluar, dan kini ada lagi."),
    REPEATED: N_("NIP-nya sudah ada di baris sebelumnya; baris itu yang dipakai."),
    SAME: N_("Sudah ada dalam daftar, dan tidak berubah."),
}


def may_be_applied(counts: Mapping[str, int]) -> bool:
    """Whether a file, by its lines of each fate, has a right row. Where all wait for another department, nobody may
    leave by it either."""
    right = any(counts.get(fate) for fate in (*WRITTEN, SAME))
    return right or bool(counts.get(WAITING) and not counts.get(LEAVING))


MANY = 3  # one in so many who leave is asked about


def many_leave(leaving: int, staff: int) -> bool:
    """Whether a file would mark more than a third of those on the roster as gone: it may be half a file."""
    return leaving * MANY > staff
