"""A worker's months as a strip of twelve cells: who gives each month, and how far it has come."""

from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Funder
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.domain.words import N_

MONTHS = 12
MONTHS_BACK = 2

FUNDER_KINDS = {
    "apbd": N_("Pemerintah Kota (APBD)"),
    "dbhcht": N_("Pemerintah Kota (DBHCHT)"),
    "asn": N_("ASN orang tua asuh"),
    "mandiri": N_("iuran sendiri"),
}


@dataclass(frozen=True)
class StripMonth:
    """One cell of the strip: the month, its state and the whole sentence that says so."""

    month: date
    state: str  # protected | paid | planned | arrears | empty | before
    message: str
    params: dict


def strip_of(months: list[CoverageMonth], *, enrolled_on: date) -> list[StripMonth]:
    """Twelve cells: two months back, this one, nine ahead. `months` as ledger.live_months gives them."""
    first = add_months(first_of_month(today()), -MONTHS_BACK)
    by_month = {row.month: row for row in months}
    known_from = first_of_month(enrolled_on)
    return [_cell(month, by_month.get(month), known_from) for month in months_from(first, MONTHS)]


def _cell(month: date, row: CoverageMonth | None, known_from: date) -> StripMonth:
    if row is None:
        return _uncovered(month, known_from)
    funder = {"funder": funder_words(row.funder)}
    if row.effective_on:
        return StripMonth(month, "protected", N_("terlindungi, dibayar oleh %(funder)s"), funder)
    if row.paid_on:
        return StripMonth(month, "paid", N_("dibayar oleh %(funder)s, menunggu jawaban BPJS"), funder)
    if month < first_of_month(today()):
        return StripMonth(month, "arrears", N_("belum dibayar oleh %(funder)s"), funder)
    return StripMonth(month, "planned", N_("direncanakan oleh %(funder)s"), funder)


def _uncovered(month: date, known_from: date) -> StripMonth:
    """Nothing can be done any more about months before the person was known; they are no cause for concern."""
    if month < known_from:
        return StripMonth(month, "before", N_("sebelum terdaftar"), {})
    return StripMonth(month, "empty", N_("belum ada yang menanggung"), {})


def funder_words(funder: Funder) -> str:
    """A company by name; everybody else by kind: a donor's name is nobody's business."""
    return FUNDER_KINDS.get(funder.kind, funder.name)
