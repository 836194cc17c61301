"""What came of a line of the bank's answer. Every line is accounted for; what was said before changes nothing, and what
contradicts it is for a person to look at (DESIGN 2, invariant 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain import debits
from kiosk.domain.findings import Finding, block, blocks, info
from kiosk.domain.words import N_, rupiah

PAID, FAILED, AGAIN, CONTRADICTS, AMOUNT, OTHER_RUN, NOT_SENT, UNKNOWN, UNREADABLE = OUTCOMES = (
    "paid", "failed", "again", "contradicts", "amount", "other_run", "not_sent", "unknown", "unreadable",
)  # fmt: skip
WORDS = {
    PAID: N_("berhasil didebet"),
    FAILED: N_("gagal didebet"),
    AGAIN: N_("sudah dicatat sebelumnya"),
    CONTRADICTS: N_("bertentangan dengan jawaban sebelumnya"),
    AMOUNT: N_("jumlahnya berbeda"),
    OTHER_RUN: N_("milik berkas debet lain"),
    NOT_SENT: N_("tidak ada dalam berkas yang diserahkan"),
    UNKNOWN: N_("tidak dikenal"),
    UNREADABLE: N_("tidak terbaca"),
}
CHANGED_SOMETHING = (PAID, FAILED)
TO_LOOK_AT = (CONTRADICTS, AMOUNT, OTHER_RUN, NOT_SENT, UNKNOWN, UNREADABLE)

TWICE = N_("Referensi %(key)s ada pada beberapa baris dengan isi yang berbeda, maka tidak satu pun dipakai.")
TAKEN_AFTER_ALL = N_("Bank dulu menjawab gagal untuk baris ini, sekarang berhasil.")
PAID_BEFORE = N_(
    "Baris ini sudah tercatat berhasil, sekarang bank menjawab gagal. Tanyakan kepada bank; bila uangnya dikembalikan, "
    "balik pembayarannya."
)
PAID_TWICE = N_(
    "Baris ini sudah tercatat berhasil dengan referensi bank %(reference)s, sekarang bank menjawab berhasil dengan "
    "referensi lain. Tanyakan kepada bank apakah uangnya diambil dua kali."
)
TAKEN_BACK = N_(
    "Pembayaran baris ini sudah dibalik karena bank menarik kembali uangnya, sekarang bank menjawab berhasil. Tanyakan "
    "kepada bank apakah uangnya masuk lagi."
)
ASKED_AGAIN = N_(
    "Baris ini tercatat gagal, sekarang bank menjawab berhasil. Untuk bulan yang sama, surat kuasanya atau pekerja di "
    "dalamnya sudah ada pada baris lain yang berjalan atau berhasil. Tanyakan kepada bank apakah uangnya diambil dua "
    "kali."
)
BEFORE_DEBIT = N_(
    "Debetnya baru %(debit_on)s, sedangkan bank menjawab berhasil %(day_on)s. Tanyakan kepada bank kapan uangnya "
    "diambil."
)
BEFORE_SENT = N_(
    "Berkasnya baru diserahkan %(sent_on)s, sedangkan bank menjawab gagal %(day_on)s. Tanyakan kepada bank baris mana "
    "yang dimaksud."
)
OTHER_AMOUNT = N_("Yang diminta %(asked)s, yang dijawab %(answered)s. Tanyakan kepada bank.")


@dataclass(frozen=True)
class ReturnLine:
    """One line as it was read. `status` is paid, failed or empty; `reason` one of domain/debit_reasons, for a failed
    one; `bank_reason` in the bank's words; `day` is that of the debit. What could not be read is among `findings`."""

    number: int
    key: str = ""
    amount: int | None = None
    status: str = ""
    reason: str = ""
    bank_reason: str = ""
    reference: str = ""
    day: date | None = None
    findings: tuple[Finding, ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class LineNow:
    """The line of a run that it answers. `sent_on`: the day on which its run was handed over. `asked_again`: for the
    same month another line of its mandate, or with one of its people, is under way or paid. `taken_back`: it was
    debited, and its payment reversed since. `reference`: the bank's, of one that is paid."""

    run_id: int
    state: str
    amount: int
    debit_on: date
    sent_on: date
    asked_again: bool = False
    taken_back: bool = False
    reference: str = ""


@dataclass(frozen=True)
class Fate:
    outcome: str
    findings: tuple[Finding, ...] = ()


def fate_of(row: ReturnLine, line: LineNow | None, *, run_id: int, told_twice: bool, today: date) -> Fate:
    """`told_twice`: the file says of this key two different things. What names no day is of `today` at the latest."""
    if blocks(row.findings):
        return Fate(UNREADABLE, row.findings)
    if line is None:
        return Fate(UNKNOWN)
    if line.run_id != run_id:
        return Fate(OTHER_RUN)
    if line.state not in (debits.LINE_SENT, debits.PAID, debits.FAILED):
        return Fate(NOT_SENT)
    if told_twice:
        return Fate(CONTRADICTS, (block("told_twice", TWICE, key=row.key),))
    if row.amount is not None and row.amount != line.amount:
        return Fate(
            AMOUNT, (block("amount", OTHER_AMOUNT, asked=rupiah(line.amount), answered=rupiah(row.amount)),)
        )
    fate = _by_state(row, line)
    if fate.outcome in CHANGED_SOMETHING and (finding := _impossible_day(row, line, today)):
        return Fate(UNREADABLE, (finding,))
    return fate


def _by_state(row: ReturnLine, line: LineNow) -> Fate:
    if line.state == debits.LINE_SENT:
        return Fate(row.status)
    if line.state == row.status:
        return _told_again(row, line)
    if line.state == debits.PAID:
        return Fate(CONTRADICTS, (block("paid_before", PAID_BEFORE),))
    if line.taken_back:
        return Fate(CONTRADICTS, (block("taken_back", TAKEN_BACK),))
    if line.asked_again:
        return Fate(CONTRADICTS, (block("asked_again", ASKED_AGAIN),))
    return Fate(PAID, (info("taken_after_all", TAKEN_AFTER_ALL),))


def _told_again(row: ReturnLine, line: LineNow) -> Fate:
    """The same once more; but a success under another reference may be a second debit."""
    known = line.reference if line.state == debits.PAID else ""
    if known and row.reference and row.reference != known:
        return Fate(CONTRADICTS, (block("paid_twice", PAID_TWICE, reference=known),))
    return Fate(AGAIN)


def _impossible_day(row: ReturnLine, line: LineNow, today: date) -> Finding | None:
    """No money is taken before the day of the debit; an account may be looked at as soon as the bank has the file."""
    day = row.day or today
    if row.status == debits.PAID and day < line.debit_on:
        return block("before_debit", BEFORE_DEBIT, debit_on=line.debit_on, day_on=day)
    if row.status == debits.FAILED and row.day and row.day < line.sent_on:
        return block("before_sent", BEFORE_SENT, sent_on=line.sent_on, day_on=row.day)
    return None


def told_differently(rows: Iterable[ReturnLine]) -> frozenset[str]:
    """The keys of which a file says two different things: another status, amount or reason; of a debit that succeeded
    another day or reference too, since that may be two debits."""
    first: dict[str, ReturnLine] = {}
    return frozenset(
        row.key for row in rows if row.key and _said(first.setdefault(row.key, row)) != _said(row)
    )


def _said(row: ReturnLine) -> tuple:
    paid = (row.day, row.reference) if row.status == debits.PAID else ()
    return (row.status, row.amount, row.reason, *paid)
