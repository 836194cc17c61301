"""What a month waits for that is asked for by a bill and does not count at BPJS yet, and who takes the next step."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.clock import months_between
from kiosk.domain.words import N_

BLOCKED, REJECTED = "blocked", "rejected"
UNASKED, TAKEN_OUT, UNSENT, ASKED, ELSEWHERE = "unasked", "taken_out", "unsent", "asked", "elsewhere"
MONEY, RECEIPT, UNCONFIRMED = "money", "receipt", "unconfirmed"
# Those somebody here has to mend come first, those BPJS alone can end come last.
STATES = (
    BLOCKED, REJECTED, UNASKED, TAKEN_OUT, UNSENT, ELSEWHERE, MONEY, RECEIPT, ASKED, UNCONFIRMED,
)  # fmt: skip
CANNOT_BE_ASKED = (BLOCKED, REJECTED)

# Goes on after "dibayar oleh …," and stands alone.
WORDS = {
    BLOCKED: N_("belum dapat diajukan kepada BPJS"),
    REJECTED: N_("ditolak BPJS"),
    UNASKED: N_("belum diajukan kepada BPJS"),
    TAKEN_OUT: N_("dikeluarkan dari pengajuan kepada BPJS, belum diajukan lagi"),
    UNSENT: N_("masuk pengajuan yang belum dikirim kepada BPJS"),
    ELSEWHERE: N_("menunggu jawaban BPJS atas pengajuan lain"),
    MONEY: N_("diterima BPJS, menunggu iurannya dibayar"),
    RECEIPT: N_("menunggu bukti penerimaan BPJS untuk tagihannya"),
    ASKED: N_("diajukan %(asked_on)s, menunggu jawaban BPJS"),
    UNCONFIRMED: N_("belum dikonfirmasi BPJS"),
}
COUNTED = WORDS | {ASKED: N_("menunggu jawaban BPJS")}  # of several people, each with a day of their own
NEXT_STEPS = {
    BLOCKED: N_("Yang mendaftarkan orangnya melengkapi datanya; sesudah itu Disnaker dapat mengajukannya."),
    REJECTED: N_(
        "Yang mendaftarkan orangnya membetulkan datanya sesuai KTP; sesudah itu orangnya dapat diajukan lagi."
    ),
    UNASKED: N_("Disnaker mengajukannya kepada BPJS Ketenagakerjaan."),
    TAKEN_OUT: N_("Disnaker mengajukannya lagi kepada BPJS Ketenagakerjaan."),
    UNSENT: N_("Disnaker menyerahkan pengajuannya kepada BPJS Ketenagakerjaan."),
    ELSEWHERE: N_("Sesudah jawaban itu datang, Disnaker mengajukan bulan ini."),
    MONEY: N_("Penanggung membayar tagihannya."),
    RECEIPT: N_("Disnaker mencatat bukti penerimaan BPJS untuk kode iuran tagihan ini begitu datang."),
    ASKED: N_("BPJS Ketenagakerjaan menjawab; Disnaker mencatat jawabannya begitu datang."),
    UNCONFIRMED: N_("Disnaker menanyakannya kepada BPJS Ketenagakerjaan."),
}  # fmt: skip


@dataclass(frozen=True)
class AskedSoFar:
    """What is known of one person's month: whether it is paid, whether BPJS's receipt for its bill is here; `line` is
    the state of the latest line that asked for it (empty: none did), `is_sent` whether that left the house; whether
    the funder has the person as a member already; whether BPJS's refusal is still open, whether data or standing keep
    the person from being asked for, whether another asking still waits."""

    is_paid: bool = True
    has_receipt: bool = False
    line: str = ""  # "" | asked | accepted | rejected | dropped
    is_sent: bool = False
    is_member: bool = False
    is_refused: bool = False
    is_blocked: bool = False
    is_elsewhere: bool = False

    @property
    def goes_on(self) -> bool:
        """Months after this one follow by the receipts of their bills."""
        return self.is_member or self.line == "accepted"


def state_of(known: AskedSoFar) -> str:
    """One of STATES."""
    if known.goes_on:
        return _of_member(known)
    if known.line == "asked":
        return ASKED if known.is_sent else UNSENT
    if known.is_refused:
        return REJECTED
    if known.is_blocked:
        return BLOCKED
    if known.is_elsewhere:
        return ELSEWHERE
    return TAKEN_OUT if known.line == "dropped" else UNASKED


def going_on(
    months: Iterable[date], known: Iterable[AskedSoFar], *, lapse_months: int = 3
) -> list[AskedSoFar]:
    """Of one person's months for one funder, oldest first: whoever is a member by the month before is one in the next
    too, unless so many months lie between them that the membership ends."""
    found: list[AskedSoFar] = []
    before: date | None = None
    for month, one in zip(months, known, strict=True):
        follows = before is not None and months_between(before, month) <= lapse_months
        found.append(replace(one, is_member=True) if follows and found[-1].goes_on else one)
        before = month
    return found


def _of_member(known: AskedSoFar) -> str:
    if not known.is_paid:
        return MONEY
    return UNCONFIRMED if known.has_receipt else RECEIPT


def params_of(state: str, asked_on: date | None) -> dict[str, str]:
    """For WORDS: days as ISO text."""
    return {"asked_on": asked_on.isoformat()} if state == ASKED and asked_on else {}
