"""One line of a bank's answer, read as its layout says. What cannot be read is among its findings, which block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.debit_reasons import OTHER
from kiosk.domain.debit_returns import FAILED, PAID, ReturnLine
from kiosk.domain.findings import Finding, block, blocks
from kiosk.domain.names import clean_name
from kiosk.domain.words import N_
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_cells import KEY
from kiosk.files.bank_layout_parts import Place, ReturnForm
from kiosk.files.bank_reasons import in_the_banks_words, masked, normalised, reason_key
from kiosk.files.bank_return_cells import NotThis, amount_of, cells_of, day_of, value_at

LONGEST_REFERENCE = 60

CUT_OFF = N_(
    "Baris terakhir berkas ini berhenti di tengah. Ambil lagi berkasnya dari bank, lalu unggah yang utuh."
)
NO_MARK = N_("Baris ini tidak berawal dengan tanda baris rincian. Tanyakan kepada bank baris apa ini.")
NO_KEY = N_("Baris ini tidak memuat referensi debet. Tanyakan kepada bank baris mana yang dimaksud.")
ODD_KEY = N_("Referensi debet pada baris ini memuat tanda yang tidak pernah dikirim. Tanyakan kepada bank.")
NO_STATUS = N_("Baris ini tidak memuat status. Tanyakan kepada bank apakah uangnya diambil.")
UNKNOWN_STATUS = N_(
    "Status “%(status)s” tidak dikenal. Tanyakan artinya kepada bank, dan minta admin sistem menambahkannya ke susunan "
    "bank."
)
ODD_AMOUNT = N_("Jumlah uang pada baris ini tidak dapat dibaca. Tanyakan kepada bank berapa yang diambil.")
NO_AMOUNT = N_("Baris ini menyatakan berhasil tanpa jumlah uang. Tanyakan kepada bank berapa yang diambil.")
ODD_DAY = N_("Tanggal pada baris ini tidak dapat dibaca. Tanyakan kepada bank kapan uangnya diambil.")
FUTURE_DAY = N_("Tanggal debet pada baris ini, %(day_on)s, belum tiba. Tanyakan kepada bank.")
BOTH = N_("Baris ini menyatakan berhasil, tetapi juga memuat alasan gagal. Tanyakan kepada bank.")


@dataclass(frozen=True)
class ReadLine:
    """`told`: the money it names, for the sum of all; None where that cannot be read."""

    line: ReturnLine
    told: int | None


def read_line(
    number: int, text: str, *, form: ReturnForm, places: Mapping[str, Place], today: date, cut: bool
) -> ReadLine:
    """`places` are by number, also of a file with headings; `cut`: it is the last and has no end."""
    cells = cells_of(text, form)
    said = {field: value_at(place, cells) for field, place in places.items()}
    key = said[parts.KEY].upper()
    if cut or not has_mark(form.detail.mark, cells):
        finding = block("line_cut_off", CUT_OFF) if cut else block("no_mark", NO_MARK)
        return ReadLine(ReturnLine(number, key=key if KEY.fullmatch(key) else "", findings=(finding,)), None)
    status, failed_for = _status(said, form), ""
    told = _or_none(amount_of, said.get(parts.AMOUNT, ""), form)
    day = _or_none(day_of, said.get(parts.DAY, ""), form)
    findings = tuple(_findings(said, form, status, told, day, today))
    if status == FAILED:
        failed_for = normalised(
            said.get(parts.REASON_CODE, ""), said.get(parts.REASON_TEXT, ""), form.reasons
        )
    line = ReturnLine(
        number=number,
        key=key if KEY.fullmatch(key) else "",
        amount=told if status == PAID else told or None,  # what failed took nothing, and some banks say so
        status=status,
        reason=failed_for,
        bank_reason=_bank_reason(said) if status == FAILED else "",
        reference=clean_name(said.get(parts.BANK_REFERENCE, ""))[:LONGEST_REFERENCE],
        day=day if not blocks(findings) else None,
        findings=findings,
    )
    return ReadLine(line, told)


def has_mark(mark: str, cells: list[str]) -> bool:
    """Whether the line begins with it: by its first cell, or where there are none by its first signs."""
    first = cells[0] if cells else ""
    return not mark or first.casefold() == mark.casefold() or (len(cells) == 1 and first.startswith(mark))


def _status(said: Mapping[str, str], form: ReturnForm) -> str:
    """Empty where the layout does not know what it says."""
    word = reason_key(said[parts.STATUS])
    if word in form.paid:
        return PAID
    return FAILED if word in form.failed or (word and form.others_failed) else ""


def _bank_reason(said: Mapping[str, str]) -> str:
    code, text = said.get(parts.REASON_CODE, ""), said.get(parts.REASON_TEXT, "")
    return in_the_banks_words(code if code != text else "", text)


def _or_none(read, text: str, form: ReturnForm):
    try:
        return read(text, form) if text else None
    except NotThis:
        return None


def _findings(
    said: Mapping[str, str], form: ReturnForm, status: str, told: int | None, day: date | None, today: date
) -> Iterator[Finding]:
    if not said[parts.KEY]:
        yield block("no_key", NO_KEY)
    elif not KEY.fullmatch(said[parts.KEY].upper()):
        yield block("odd_key", ODD_KEY)
    if not said[parts.STATUS]:
        yield block("no_status", NO_STATUS)
    elif not status:
        yield block("unknown_status", UNKNOWN_STATUS, status=masked(clean_name(said[parts.STATUS]))[:40])
    if said.get(parts.AMOUNT) and told is None:
        yield block("odd_amount", ODD_AMOUNT)
    elif status == PAID and parts.AMOUNT in said and not told:
        yield block("no_amount", NO_AMOUNT)
    if said.get(parts.DAY) and day is None:
        yield block("odd_day", ODD_DAY)
    elif day and day > today:
        yield block("future_day", FUTURE_DAY, day_on=day)
    if status == PAID and _names_a_reason(said, form):
        yield block("paid_and_failed", BOTH)


def _names_a_reason(said: Mapping[str, str], form: ReturnForm) -> bool:
    told = normalised(said.get(parts.REASON_CODE, ""), said.get(parts.REASON_TEXT, ""), form.reasons)
    return told != OTHER
