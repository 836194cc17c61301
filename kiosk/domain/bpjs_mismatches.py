"""What BPJS and the ledger say differently about a person: how the ledger's side is called, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import first_of_month
from kiosk.domain.protection import (
    CoveredMonth,
    Ended,
    InArrears,
    Protected,
    Protection,
    Registered,
    protection_on,
)
from kiosk.domain.words import N_

BPJS_ONLY, OURS_ONLY, OTHER_KPJ = "bpjs_only", "ours_only", "other_kpj"
KINDS = {
    BPJS_ONLY: N_("Aktif di BPJS, belum terlindungi di catatan kita"),
    OURS_ONLY: N_("Terlindungi di catatan kita, tidak ada dalam daftar BPJS"),
    OTHER_KPJ: N_("Nomor KPJ menurut BPJS lain dari catatan kita"),
}

PROTECTED, PAID, UNPAID, ARREARS, ENDED, NOBODY = (
    "protected", "paid", "unpaid", "arrears", "ended", "nobody",
)  # fmt: skip
# `day` is said with each but the last.
LEDGER_WORDS = {
    PROTECTED: N_("Terlindungi sampai %(day)s"),
    PAID: N_("%(month)s dibayar, belum dikonfirmasi BPJS"),
    UNPAID: N_("%(month)s direncanakan, belum dibayar"),
    ARREARS: N_("Menunggak sejak %(day)s"),
    ENDED: N_("Berakhir pada %(day)s"),
    NOBODY: N_("Tidak ada yang menanggung"),
}

AGREES_NOW, NOTE_ANSWER, NOTE_RECEIPT, SUBMIT, SEE_BILL, SEE_PERSON, ASK_WHO_PAYS, ASK_WITH_RECEIPT, ASK_AGAIN = (
    "agrees_now", "note_answer", "note_receipt", "submit", "see_bill", "see_person", "ask_who_pays",
    "ask_with_receipt", "ask_again",
)  # fmt: skip
ASK_WHICH_KPJ = "ask_which_kpj"
STEPS = {
    AGREES_NOW: N_("Catatan kita sekarang sama dengan BPJS. Tulis apa yang ditemukan, lalu selesaikan."),
    NOTE_ANSWER: N_(
        "Iurannya dibayar dan orangnya sudah diajukan. Catat jawaban BPJS untuk pengajuan %(submission)s."
    ),
    NOTE_RECEIPT: N_(
        "Iurannya dibayar dan kepesertaannya sudah diterima. Catat bukti penerimaan BPJS pada tagihan %(bill)s."
    ),
    SUBMIT: N_("Iurannya dibayar, tetapi orangnya belum diajukan. Ajukan kepada BPJS."),
    SEE_BILL: N_("Iurannya belum dibayar menurut catatan kita. Periksa pembayaran tagihan %(bill)s."),
    SEE_PERSON: N_(
        "Bulannya baru direncanakan. Periksa di halaman orangnya siapa yang menanggung, lalu tagih."
    ),
    ASK_WHO_PAYS: N_(
        "Tidak ada iuran yang dibayar lewat kita untuk bulan itu. Tanyakan kepada BPJS siapa yang membayarnya."
    ),
    ASK_WITH_RECEIPT: N_(
        "Tanyakan lagi kepada BPJS, dan sertakan bukti penerimaan yang tercatat pada tagihan %(bill)s."
    ),
    ASK_WHICH_KPJ: N_(
        "Tanyakan kepada BPJS nomor mana yang berlaku, dan apakah kepesertaannya baru: masa tunggu manfaatnya dapat "
        "mulai lagi. Bila yang di catatan kita keliru, betulkan KPJ-nya di halaman orangnya."
    ),
    ASK_AGAIN: N_("Tanyakan lagi kepada BPJS. Bulan dan tanggal berlakunya ada di halaman orangnya."),
}


@dataclass(frozen=True)
class LedgerSays:
    """`code` is one of LEDGER_WORDS; `day` the last protected day, the month that waits, since when it is owed, or the
    day on which membership ended; None for nobody."""

    code: str
    day: date | None = None


def ledger_says(day: date, months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> LedgerSays:
    """The person's live months in one word, on `day`. Never more than the ledger says: what is paid and not confirmed
    protects nobody."""
    months = list(months)
    state = protection_on(day, months, lapse_months=lapse_months)
    if isinstance(state, (Protected, InArrears)):
        return _said(state)
    if waits := [one.month for one in months if one.paid_on and not one.effective_on]:
        return LedgerSays(PAID, min(waits))
    coming = [one.month for one in months if one.month >= first_of_month(day)]
    if isinstance(state, Registered) and coming:
        return LedgerSays(UNPAID, min(coming))
    return _said(state)


def _said(state: Protection) -> LedgerSays:
    if isinstance(state, Protected):
        return LedgerSays(PROTECTED, state.until)
    if isinstance(state, InArrears):
        return LedgerSays(ARREARS, state.since)
    return LedgerSays(ENDED, state.on) if isinstance(state, Ended) else LedgerSays(NOBODY)


@dataclass(frozen=True)
class Papers:
    """What there is about the month in question: `bill` its number, `has_receipt` whether BPJS's stands on it;
    `submission` the number under which the person is asked for now; `was_accepted` whether BPJS has ever confirmed."""

    bill: str = ""
    has_receipt: bool = False
    submission: str = ""
    was_accepted: bool = False


def next_step(kind: str, says: LedgerSays, papers: Papers, *, same_kpj: bool = False) -> str:
    """One of STEPS. `same_kpj`: the number in force is by now the one the list names."""
    if kind == OTHER_KPJ:
        return AGREES_NOW if same_kpj else ASK_WHICH_KPJ
    if (kind == BPJS_ONLY) == (says.code == PROTECTED):
        return AGREES_NOW
    if kind == OURS_ONLY:
        return ASK_WITH_RECEIPT if papers.bill and papers.has_receipt else ASK_AGAIN
    if says.code == PAID:
        return _step_of_paid(papers)
    if says.code == UNPAID:
        return SEE_BILL if papers.bill else SEE_PERSON
    return ASK_WHO_PAYS


def _step_of_paid(papers: Papers) -> str:
    if papers.submission:
        return NOTE_ANSWER
    if papers.was_accepted and papers.bill and not papers.has_receipt:
        return NOTE_RECEIPT
    return SUBMIT
