"""What the codes of a hand-over say: to whom, how it was confirmed, why it did not come about."""

from kiosk.domain.words import N_

SELF = "self"
RELATIONS = {
    SELF: N_("Pemilik kartu sendiri"),
    "spouse": N_("Suami atau istri"),
    "child": N_("Anak"),
    "parent": N_("Orang tua"),
    "sibling": N_("Saudara kandung"),
    "neighbour": N_("Tetangga"),
    "company": N_("Perusahaan atau mandor"),
    "other": N_("Orang lain"),
}

SIGNATURE, THUMB, LIST = "signature", "thumb", "list"
HOWS = {
    SIGNATURE: N_("Tanda tangan di layar"),
    THUMB: N_("Cap jempol"),
    LIST: N_("Tanda tangan di daftar"),
}

DIED, NO_CONSENT = "died", "no_consent"
TRY_REASONS = {
    "absent": N_("Tidak ada di tempat"),
    "moved": N_("Sudah pindah"),
    "unknown_address": N_("Alamatnya tidak ditemukan"),
    "wrong_data": N_("Data pada kartu keliru"),
    "refused": N_("Menolak menerima kartu"),
    NO_CONSENT: N_("Tidak setuju didaftarkan"),
    DIED: N_("Meninggal dunia"),
    "other": N_("Sebab lain"),
}
