"""Why a bank did not take the money, in our words (DOMAIN 6.3). What may pass by itself is tried again; what somebody
has to mend first is not, or it would look like sending for ever."""

from dataclasses import dataclass

from kiosk.domain.words import N_

NO_FUNDS, TOO_LATE, BANK_FAULT, FILE_REFUSED = "no_funds", "too_late", "bank_fault", "file_refused"
TAKEN_BACK = "taken_back"  # debited, and the bank has taken the money back since
BLOCKED, CLOSED, NO_ACCOUNT, OTHER_NAME = "blocked", "closed", "no_account", "other_name"
NO_MANDATE, DIED, DUPLICATE, OTHER = "no_mandate", "died", "duplicate", "other"


@dataclass(frozen=True)
class Reason:
    """`words` for people; `passes`: tried again by itself; `mend`: what has to be done before, and by whom, where it
    does not pass."""

    code: str
    words: str
    passes: bool
    mend: str = ""

    @property
    def for_donor(self) -> str:
        """What the donor can do, in a sentence."""
        return FOR_DONORS[self.code]


REASONS = {
    reason.code: reason
    for reason in (
        Reason(NO_FUNDS, N_("saldo tidak cukup"), True),
        Reason(TOO_LATE, N_("lewat batas waktu bank"), True),
        Reason(BANK_FAULT, N_("gangguan di bank"), True),
        Reason(FILE_REFUSED, N_("berkasnya ditolak bank seluruhnya"), True),
        Reason(TAKEN_BACK, N_("uangnya ditarik kembali oleh bank"), True),
        Reason(
            BLOCKED, N_("rekening diblokir atau tidak aktif"), False,
            N_("Minta donatur mengaktifkan rekeningnya di bank, lalu tandai boleh dicoba lagi."),
        ),
        Reason(
            CLOSED, N_("rekening ditutup"), False,
            N_("Minta donatur membuat surat kuasa baru dengan rekening yang aktif."),
        ),
        Reason(
            NO_ACCOUNT, N_("nomor rekening tidak ada"), False,
            N_("Minta donatur membuat surat kuasa baru dengan nomor rekening yang benar."),
        ),
        Reason(
            OTHER_NAME, N_("nama pemilik rekening berbeda"), False,
            N_("Minta OPD mencocokkan nama dengan buku rekening. Rekening harus atas nama donatur sendiri."),
        ),
        Reason(
            NO_MANDATE, N_("kuasa tidak ada atau dicabut di bank"), False,
            N_("Tanyakan kepada donatur dan bank. Selama kuasanya tidak ada, rekeningnya tidak didebet."),
        ),
        Reason(
            DIED, N_("pemilik rekening meninggal dunia"), False,
            N_("Minta OPD memeriksa dan mencabut surat kuasanya dengan sebab meninggal dunia."),
        ),
        Reason(
            DUPLICATE, N_("dianggap debet ganda oleh bank"), False,
            N_("Tanyakan kepada bank apakah baris ini sudah didebet sebelumnya, sebelum dicoba lagi."),
        ),
        Reason(
            OTHER, N_("alasan lain"), False,
            N_("Baca alasan dari bank. Tanyakan kepada bank, lalu tandai boleh dicoba lagi."),
        ),
    )
}  # fmt: skip


TOP_UP = N_("Pastikan saldo rekening Anda cukup sebelum debetnya dicoba lagi.")
NOTHING_TO_DO = N_("Anda tidak perlu melakukan apa pun.")
NEW_MANDATE = N_("Buat surat kuasa baru dengan rekening gaji Anda yang aktif.")
ASK_BANK = N_("Tanyakan kepada bank Anda, lalu beri tahu sekretariat OPD Anda.")
FOR_DONORS = {
    NO_FUNDS: TOP_UP,
    TOO_LATE: NOTHING_TO_DO,
    BANK_FAULT: NOTHING_TO_DO,
    FILE_REFUSED: NOTHING_TO_DO,
    TAKEN_BACK: TOP_UP,
    BLOCKED: N_("Aktifkan rekening Anda di bank, lalu beri tahu sekretariat OPD Anda."),
    CLOSED: NEW_MANDATE,
    NO_ACCOUNT: NEW_MANDATE,
    OTHER_NAME: N_("Rekening harus atas nama Anda sendiri. Beri tahu sekretariat OPD Anda."),
    NO_MANDATE: ASK_BANK,
    DIED: N_("Sekretariat OPD memeriksanya."),
    DUPLICATE: N_("Kami menanyakannya kepada bank. Anda tidak perlu melakukan apa pun."),
    OTHER: ASK_BANK,
}


def reason_of(code: str) -> Reason:
    return REASONS[code]


def passes(code: str) -> bool:
    """Whether a further attempt may help without anybody having mended something."""
    return REASONS[code].passes
