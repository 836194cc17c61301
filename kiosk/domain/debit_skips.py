"""Whom a run does not ask for, and why; each reason says who can do something about it."""

from kiosk.domain.words import N_

(
    REVOKED, UNVERIFIED, ABOVE_LIMIT, TOO_OLD, FUNDED, HELD_BACK, NOT_PLANNED, ATTEMPTS, TO_MEND, NO_ACCOUNT, ASKED,
    CHANGED,
) = (
    "revoked", "unverified", "above_limit", "too_old", "funded", "held_back", "not_planned", "attempts", "to_mend",
    "no_account", "asked", "changed",
)  # fmt: skip

# Of the mandate as a whole.
OF_MANDATES = (REVOKED, UNVERIFIED, ABOVE_LIMIT, ATTEMPTS, TO_MEND, NO_ACCOUNT, ASKED)
# Of one of its people; the donor is told of these and may take on somebody else.
TOLD_DONOR = (TOO_OLD, FUNDED)

SKIPS = {
    REVOKED: N_("surat kuasa sudah dicabut pada hari debet"),
    UNVERIFIED: N_("surat kuasa belum diperiksa OPD"),
    ABOVE_LIMIT: N_("jumlahnya melebihi batas surat kuasa"),
    TOO_OLD: N_("berumur 65 tahun atau lebih pada pembayaran pertama"),
    FUNDED: N_("bulan ini sudah ditanggung pihak lain"),
    HELD_BACK: N_("data pekerja sedang dibekukan atau menunggu persetujuan"),
    NOT_PLANNED: N_("bulan ini belum direncanakan"),
    ATTEMPTS: N_("sudah dicoba sebanyak yang diizinkan bulan ini"),
    TO_MEND: N_("debet sebelumnya gagal dan belum dibereskan"),
    NO_ACCOUNT: N_("nomor rekening tidak tersimpan lagi"),
    ASKED: N_("untuk bulan ini bank sudah diminta sebelum pekerja yang baru ikut"),
    CHANGED: N_("berubah antara disusun dan disegel"),
}
