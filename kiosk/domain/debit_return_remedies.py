"""What a line of the bank's answer means, and what to do about it, by its outcome (domain/debit_returns)."""

from dataclasses import dataclass

from kiosk.domain import debit_returns as outcomes
from kiosk.domain.words import N_


@dataclass(frozen=True)
class Remedy:
    """`next` is empty where nothing is to be done."""

    means: str
    next: str = ""


REMEDIES = {
    outcomes.PAID: Remedy(
        N_("Uangnya sudah diambil dari rekening donatur, dan bulan pekerjanya tercatat dibayar.")
    ),
    outcomes.FAILED: Remedy(
        N_("Bank tidak mengambil uangnya, dan bulan pekerjanya bebas untuk dicoba lagi."),
        N_("Buka barisnya untuk membaca alasannya dan apa yang dapat dilakukan."),
    ),
    outcomes.AGAIN: Remedy(N_("Sudah tercatat dari jawaban sebelumnya; tidak ada yang berubah.")),
    outcomes.CONTRADICTS: Remedy(
        N_("Bertentangan dengan yang sudah tercatat; yang tercatat tetap berlaku."),
        N_("Tanyakan kepada bank mana yang benar."),
    ),
    outcomes.AMOUNT: Remedy(
        N_("Jumlahnya bukan yang diminta, maka tidak dicatat."),
        N_("Tanyakan kepada bank berapa yang benar-benar diambil."),
    ),
    outcomes.OTHER_RUN: Remedy(
        N_("Baris ini milik berkas debet lain, maka tidak dicatat di sini."),
        N_("Unggah jawabannya di halaman debet itu."),
    ),
    outcomes.NOT_SENT: Remedy(
        N_("Baris ini tidak pernah diserahkan ke bank, maka tidak dicatat."),
        N_("Tanyakan kepada bank mengapa ada dalam jawabannya."),
    ),
    outcomes.UNKNOWN: Remedy(
        N_("Referensinya tidak dikenal, maka tidak dicatat."),
        N_("Cocokkan dengan bank: mungkin salah ketik, atau bukan debet kita."),
    ),
    outcomes.UNREADABLE: Remedy(
        N_("Baris ini tidak dapat dibaca, maka tidak dicatat."),
        N_("Minta bank mengirim ulang jawaban dengan baris yang benar."),
    ),
}
