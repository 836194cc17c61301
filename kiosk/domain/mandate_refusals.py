"""Why a department sends a mandate back: a choice, and words of its own where they help. The donor reads both."""

from kiosk.domain.words import N_

OTHER, COPIES = (
    "other",
    "copies",
)  # copies that cannot be read are asked for again: the mandate is not refused
REFUSALS = {
    "account_name": N_("Nama pemilik rekening berbeda dengan nama pegawai"),
    "nip": N_("NIP tidak cocok dengan daftar pegawai"),
    "signature": N_("Tanda tangan tidak ada atau tidak sesuai"),
    COPIES: N_("Salinan buku rekening atau KTP tidak ada atau tidak terbaca"),
    OTHER: N_("Alasan lain"),
}
LONGEST = 200  # of both together


def refusal_words(code: str, words: str = "") -> str:
    """What the donor reads, in Indonesian: the choice, then the words; another reason is its words alone. Raises
    KeyError for a choice nobody knows."""
    choice = REFUSALS[code]
    if code == OTHER:
        return words
    return f"{choice}: {words}" if words else choice


def room_for(code: str) -> int:
    """How many letters of words still fit beside this choice."""
    return LONGEST if code == OTHER or code not in REFUSALS else LONGEST - len(REFUSALS[code]) - 2
