"""One cell of the file for the bank: what it says, in the letters, the width and the signs that the bank takes."""

import re

from kiosk.domain.account_numbers import read_account
from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.domain.words import N_, short_month
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_parts import Cell, Layout
from kiosk.files.bank_letters import plain
from kiosk.files.sheet_template import safe_cell

KEY = re.compile(r"[A-Z0-9-]{1,40}", re.ASCII)

TOO_WIDE = N_(
    "Baris %(key)s: isian %(field)s lebih panjang dari %(most)s huruf yang diterima bank. Perbaiki isinya atau "
    "susunan banknya, lalu segel lagi."
)
TOO_WIDE_ABOVE = N_(
    "Isian %(field)s di kepala atau penutup berkas lebih panjang dari %(most)s huruf yang diterima bank. Perbaiki "
    "susunan banknya, lalu segel lagi."
)
ODD_ACCOUNT = N_(
    "Baris %(key)s: nomor rekeningnya bukan 6 sampai 20 angka. Minta donatur memperbaikinya, lalu susun lagi."
)
ODD_KEY = N_("Satu baris tidak mempunyai referensi yang dapat dibaca bank. Susun lagi debetnya.")
NO_NAME = N_(
    "Baris %(key)s: nama pemilik rekeningnya tidak memuat huruf yang diterima bank. Minta donatur memperbaikinya."
)
NO_AMOUNT = N_("Baris %(key)s: jumlahnya nol. Susun lagi debetnya.")
NO_OWN_ACCOUNT = N_(
    "Susunan bank “%(layout)s” memuat rekening kota, tetapi rekening itu belum diisi. Isi pengaturan "
    "debit_own_account dengan nomor rekening yang menerima debet, lalu segel lagi."
)
RUNS = N_(
    "Baris %(key)s: isian %(field)s berawal dengan tanda yang dijalankan oleh program lembar kerja. Perbaiki isinya."
)


class BankFileRefused(ValueError):
    """`message` is a whole sentence in Indonesian with its `params`."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def cell_of_the_file(cell: Cell, layout: Layout, head: DebitHead) -> str:
    """Of a head or trailer. Raises BankFileRefused."""
    text = _of_all(cell, layout, head)
    if len(text) > (most := cell.width or cell.longest) > 0:
        raise BankFileRefused(TOO_WIDE_ABOVE, field=cell.holds, most=most)
    return _filled(cell, text)


def cell_of_a_line(cell: Cell, layout: Layout, head: DebitHead, order: DebitOrder, number: int) -> str:
    """`number` counts the lines from 1. Raises BankFileRefused, which names the line by its key."""
    text = _of_one(cell, layout, head, order, number)
    if len(text) > (most := cell.width or cell.longest) > 0:
        if not cell.cut:
            raise BankFileRefused(TOO_WIDE, key=order.key, field=cell.holds, most=most)
        text = text[:most].rstrip()
    if layout.sent.delimiter and safe_cell(text) != text:
        raise BankFileRefused(RUNS, key=order.key, field=cell.holds)
    return _filled(cell, text)


def require_sound(order: DebitOrder, layout: Layout) -> None:
    """Raises BankFileRefused where the bank could not take it, or not tell us what came of it."""
    if not KEY.fullmatch(order.key):
        raise BankFileRefused(ODD_KEY)
    if read_account(order.account).number != order.account:
        raise BankFileRefused(ODD_ACCOUNT, key=order.key)
    if order.amount <= 0:
        raise BankFileRefused(NO_AMOUNT, key=order.key)
    if not any(char.isalpha() for char in plain(order.name, layout.sent)):
        raise BankFileRefused(NO_NAME, key=order.key)


def written_amount(amount: int, decimals: int, sign: str) -> str:
    """16800 → `16800.00`; without a sign `1680000`."""
    return f"{amount}{sign}{'0' * decimals}" if decimals else str(amount)


def _of_one(cell: Cell, layout: Layout, head: DebitHead, order: DebitOrder, number: int) -> str:
    if cell.holds == parts.NAME:
        return plain(order.name, layout.sent)
    if cell.holds == parts.REMARK:
        return plain(_remark(cell.text, head, order), layout.sent)
    if cell.holds == parts.AMOUNT:
        return written_amount(order.amount, cell.decimals, cell.decimal_sign)
    said = {
        parts.KEY: order.key, parts.ACCOUNT: order.account, parts.NUMBER: str(number), parts.PEOPLE: str(order.people),
    }  # fmt: skip
    return said[cell.holds] if cell.holds in said else _of_all(cell, layout, head)


def _of_all(cell: Cell, layout: Layout, head: DebitHead) -> str:
    if cell.holds == parts.DEBIT_ON:
        return head.debit_on.strftime(cell.form)
    if cell.holds == parts.MONTH:
        return head.month.strftime(cell.form)
    if cell.holds == parts.AMOUNT_OF_ALL:
        return written_amount(head.amount, cell.decimals, cell.decimal_sign)
    if cell.holds == parts.OWN_ACCOUNT:
        return _own_account(layout)
    said = {parts.TEXT: cell.text, parts.RUN_NUMBER: str(head.number), parts.LINES: str(head.lines)}
    return said.get(cell.holds, "")


def _own_account(layout: Layout) -> str:
    if not layout.own_account:
        raise BankFileRefused(NO_OWN_ACCOUNT, layout=layout.title)
    return layout.own_account


def _remark(text: str, head: DebitHead, order: DebitOrder) -> str:
    places = {"bulan": short_month(head.month), "orang": order.people, "urutan": head.number}
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _filled(cell: Cell, text: str) -> str:
    return text.rjust(cell.width, cell.fill) if cell.right else text.ljust(cell.width, cell.fill)
