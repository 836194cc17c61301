"""Whom a run did not ask for: who can do what about it, by reason (domain/debit_skips)."""

from kiosk.domain import debit_skips as skips
from kiosk.domain.words import N_

REMEDIES = {
    skips.REVOKED: N_("Tidak ada yang perlu dilakukan: donatur atau OPD sudah mencabutnya."),
    skips.UNVERIFIED: N_(
        "Minta OPD memeriksa berkasnya. Sesudah diterima, surat kuasanya ikut debet bulan berikutnya."
    ),
    skips.ABOVE_LIMIT: N_(
        "Minta donatur membuat surat kuasa baru dengan batas yang cukup, atau melepas salah satu pekerjanya."
    ),
    skips.TOO_OLD: N_(
        "Pekerjanya tidak dapat lagi mulai menjadi peserta pada umur itu. Donatur boleh memilih pekerja lain."
    ),
    skips.FUNDED: N_("Tidak perlu dibayar dua kali. Donatur boleh memilih pekerja lain."),
    skips.HELD_BACK: N_(
        "Pos membuka pembekuannya, atau Disnaker memutuskan persetujuannya, di halaman pekerja itu."
    ),
    skips.NOT_PLANNED: N_(
        "Bulan ini tidak direncanakan baginya; surat kuasanya ikut debet bulan berikutnya."
    ),
    skips.ATTEMPTS: N_("Bulan ini tidak dicoba lagi; surat kuasanya ikut debet bulan berikutnya."),
    skips.TO_MEND: N_(
        "Buka baris debet yang gagal itu, baca alasan bank, bereskan dengan donatur, lalu tandai boleh dicoba lagi."
    ),
    skips.NO_ACCOUNT: N_("Minta donatur membuat surat kuasa baru dengan nomor rekeningnya."),
    skips.ASKED: N_(
        "Tidak ada yang perlu dilakukan: untuk satu bulan, bank hanya diminta satu kali. Pekerja yang baru ikut pada "
        "debet bulan berikutnya."
    ),
    skips.CHANGED: N_(
        "Buka surat kuasanya untuk melihat apa yang berubah. Bila masih perlu dibayar, ia ikut percobaan berikutnya."
    ),
}
