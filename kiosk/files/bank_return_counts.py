"""How many lines and how much money a bank says that its answer has. Where that is not what stands in it, the file was
cut or is another, and nothing of it is used."""

from collections.abc import Sequence

from kiosk.domain.debit_returns import PAID
from kiosk.domain.findings import block
from kiosk.domain.words import N_, rupiah
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_parts import Layout, Record
from kiosk.files.bank_return_cells import NotThis, amount_of, value_at
from kiosk.files.bank_return_lines import ReadLine
from kiosk.files.bank_text import UnreadableReturn

NOT_READ = N_(
    "Jumlah baris atau uang di kepala atau penutup berkas ini tidak dapat dibaca, maka tidak dapat dipastikan bahwa "
    "berkasnya utuh. Ambil lagi dari bank, lalu unggah."
)
LINES = N_(
    "Menurut bank berkas ini memuat %(told)s baris, tetapi yang ada %(found)s: mungkin terpotong. Tidak ada yang "
    "dicatat. Ambil lagi berkasnya dari bank, lalu unggah yang utuh."
)
MONEY = N_(
    "Menurut bank berkas ini bernilai %(told)s, tetapi jumlah baris-barisnya %(found)s. Tidak ada yang dicatat. Ambil "
    "lagi berkasnya dari bank, lalu unggah yang utuh."
)
OTHER_ACCOUNT = N_(
    "Berkas ini jawaban bank untuk rekening lain, bukan rekening kota. Tidak ada yang dicatat. Ambil jawaban yang "
    "benar dari bank, lalu unggah."
)


def counted(layout: Layout, record: Record, cells: list[str], read: Sequence[ReadLine]) -> None:
    """Raises UnreadableReturn where `record`, a head or trailer, says something else than the lines."""
    told = {field: value_at(place, cells) for field, place in record.places.items()}
    account = told.pop(parts.OWN_ACCOUNT, "").lstrip("0")
    if account and layout.own_account and account != layout.own_account.lstrip("0"):
        raise UnreadableReturn(block("return_other_account", OTHER_ACCOUNT))
    for field, text in told.items():
        if field in (parts.LINES, parts.LINES_PAID):
            _require_lines(text, _of(field, read))
        else:
            _require_money(layout, text, _of(field, read))


def _of(field: str, read: Sequence[ReadLine]) -> list[ReadLine]:
    all_of_them = field in (parts.LINES, parts.AMOUNT_OF_ALL)
    return [one for one in read if all_of_them or one.line.status == PAID]


def _require_lines(text: str, read: list[ReadLine]) -> None:
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise UnreadableReturn(block("return_count_unread", NOT_READ))
    if (told := int(text)) != len(read):
        raise UnreadableReturn(block("return_cut_off", LINES, told=told, found=len(read)))


def _require_money(layout: Layout, text: str, read: list[ReadLine]) -> None:
    """Not asked where a line names none that can be read: that line is looked at by itself."""
    try:
        told = amount_of(text, layout.answered)
    except NotThis as fault:
        raise UnreadableReturn(block("return_count_unread", NOT_READ)) from fault
    sums = [one.told for one in read]
    if None not in sums and sum(sums) != told:
        raise UnreadableReturn(block("return_other_sum", MONEY, told=rupiah(told), found=rupiah(sum(sums))))
