"""A bank that is not there: the answer that a layout would read. For the check of a layout, for made-up people and for
tests; a real bank's answer is never made here."""

from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.debit_returns import PAID, ReturnLine
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_cells import written_amount
from kiosk.files.bank_layout_parts import Layout, Place, Record, ReturnForm
from kiosk.files.bank_return_cells import end_of

LINE_END = "\r\n"


def answer_file(layout: Layout, answers: Iterable[ReturnLine]) -> bytes:
    """Says of each line its key, amount, status, reason, reference and day, as far as the layout has room for them."""
    form, answers = layout.answered, list(answers)
    lines = [_line(form, form.detail, _told(form, one)) for one in answers]
    if form.headings:
        lines.insert(0, form.delimiter.join(place.heading for place in form.detail.places.values()))
    if form.head is not None:
        lines.insert(0, _line(form, form.head, _counts(layout, answers)))
    if form.trailer is not None:
        lines.append(_line(form, form.trailer, _counts(layout, answers)))
    return "".join(f"{line}{LINE_END}" for line in lines).encode()


def _told(form: ReturnForm, one: ReturnLine) -> Mapping[str, str]:
    code = "" if one.status == PAID else next((k for k, v in form.reasons.items() if v == one.reason), "")
    has_codes = parts.REASON_CODE in form.detail.places
    return {
        parts.KEY: one.key,
        parts.AMOUNT: "" if one.amount is None else _money(form, one.amount),
        parts.STATUS: _status(form, one, code).upper(),
        parts.REASON_CODE: code.upper(),
        parts.REASON_TEXT: one.bank_reason if has_codes else f"{code.upper()} {one.bank_reason}".strip(),
        parts.BANK_REFERENCE: one.reference,
        parts.DAY: one.day.strftime(form.day_form) if one.day else "",
    }


def _status(form: ReturnForm, one: ReturnLine, code: str) -> str:
    """Where every word but those of success means failure, that is the code."""
    return (form.paid if one.status == PAID else form.failed or (code or "gagal",))[0]


def _counts(layout: Layout, answers: Sequence[ReturnLine]) -> Mapping[str, str]:
    paid = [one for one in answers if one.status == PAID]
    return {
        parts.LINES: str(len(answers)),
        parts.LINES_PAID: str(len(paid)),
        parts.AMOUNT_OF_ALL: _money(layout.answered, _sum(answers)),
        parts.AMOUNT_PAID: _money(layout.answered, _sum(paid)),
        parts.OWN_ACCOUNT: layout.own_account,
    }


def _sum(answers: Iterable[ReturnLine]) -> int:
    return sum(one.amount or 0 for one in answers)


def _money(form: ReturnForm, amount: int) -> str:
    return written_amount(amount, form.decimals, form.decimal_sign)


def _line(form: ReturnForm, record: Record, told: Mapping[str, str]) -> str:
    if form.headings and any(place.heading for place in record.places.values()):
        return form.delimiter.join(_fit(told[field], form) for field in record.places)
    if form.delimiter:
        return form.delimiter.join(_cells(form, record, told))
    return _stretches(record, told)


def _cells(form: ReturnForm, record: Record, told: Mapping[str, str]) -> list[str]:
    cells = [""] * end_of(record.places)
    cells[0] = record.mark
    for field, place in record.places.items():
        cells[place.at] = cells[place.at] or _fit(told[field], form)
    return cells


def _fit(text: str, form: ReturnForm) -> str:
    return text.replace(form.delimiter, " ").replace('"', " ")


def _stretches(record: Record, told: Mapping[str, str]) -> str:
    line = [*record.mark.ljust(end_of(record.places))]
    for field, place in record.places.items():
        if told[field]:
            line[place.at : place.at + place.width] = _in_width(told[field], place)
    return "".join(line)


def _in_width(text: str, place: Place) -> str:
    return text[: place.width].ljust(place.width)
