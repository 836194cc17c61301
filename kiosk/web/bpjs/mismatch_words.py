"""Both sides of a mismatch and what to do next, in the reader's language."""

from flask_babel import gettext as _

from kiosk.domain.bpjs_mismatches import (
    AGREES_NOW,
    ASK_WITH_RECEIPT,
    BPJS_ONLY,
    KINDS,
    LEDGER_WORDS,
    NOTE_ANSWER,
    NOTE_RECEIPT,
    OTHER_KPJ,
    SEE_BILL,
    STEPS,
    SUBMIT,
    LedgerSays,
)
from kiosk.services.bpjs_mismatch_pages import MismatchLine
from kiosk.web.page_context import long_date, month_name


def mismatch_kind(kind: str) -> str:
    return _(KINDS[kind])


def ledger_says_words(says: LedgerSays) -> str:
    said = {"day": long_date(says.day), "month": month_name(says.day)} if says.day else {}
    return _(LEDGER_WORDS[says.code]) % said


def mismatch_there(line: MismatchLine) -> str:
    """BPJS's side."""
    if line.kind == OTHER_KPJ:
        return _("Aktif dengan KPJ %(kpj)s", kpj=line.kpj_there)
    return _("Aktif") if line.kind == BPJS_ONLY else _("Tidak ada dalam daftar")


def mismatch_here(line: MismatchLine) -> str:
    """The ledger's side today."""
    said = ledger_says_words(line.says)
    if line.kind != OTHER_KPJ:
        return said
    return _("KPJ %(kpj)s; %(state)s", kpj=line.kpj_here or _("tidak ada"), state=said)


def mismatch_step(line: MismatchLine) -> str:
    return _(STEPS[line.step]) % {"bill": line.bill, "submission": line.submission}


def mismatch_way(line: MismatchLine) -> tuple[str, str]:
    """(address, words) of where the next step is done."""
    if line.step == AGREES_NOW:
        return f"/bpjs/cocok/{line.number}/penyelesaian", _("Selesaikan")
    if line.step == NOTE_ANSWER:
        return f"/bpjs/{line.submission}", _("Buka pengajuan %(no)s", no=line.submission)
    if line.step == SUBMIT:
        return "/bpjs", _("Buka pengajuan BPJS")
    if line.step in (NOTE_RECEIPT, SEE_BILL, ASK_WITH_RECEIPT):
        return f"/tagihan/{line.bill}", _("Buka tagihan %(no)s", no=line.bill)
    return f"/pekerja/{line.reg_no}", _("Buka halaman orangnya")
