"""Why a month was let go, in words that follow `dilepas:`."""

from kiosk.domain.words import N_

OTHER = N_("alasan lain")
WORDS = {
    "hold": N_("tidak dibayar sampai batas waktunya"),
    "withdrawn": N_("persetujuan ditarik"),
    "merged": N_("sudah ditanggung dengan nomor lain"),
    "died": N_("orangnya meninggal dunia"),
    "stopped": N_("pertanggungannya berakhir"),
    "transferred": N_("beralih ke penanggung lain"),
    "rejected": N_("ditolak BPJS"),
    "too_old": N_("berumur 65 tahun sebelum pembayaran pertama"),
    "revoked": N_("dicabut penanggungnya sebelum ditagih"),
    "replaced": N_("tempatnya dilanjutkan orang lain"),
    "batch_withdrawn": N_("batchnya dibatalkan"),
}
NOT_FOR_COMPANIES = ("withdrawn", "merged")
BY_THE_FUNDER = ("hold", "revoked", "replaced", "batch_withdrawn")  # what a company itself did or left undone


def release_words(why: str) -> str:
    """A reason nobody has worded is at least said to be one."""
    return WORDS.get(why, OTHER)


def for_companies(why: str) -> str:
    """In the measure a company may know: what a person said about their consent is theirs."""
    return OTHER if why in NOT_FOR_COMPANIES else release_words(why)
