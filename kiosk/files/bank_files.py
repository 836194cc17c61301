"""The file that asks a bank to debit: a head, one line for each account and a trailer, as a layout has them."""

from collections.abc import Iterable
from io import BytesIO

from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.domain.words import N_, rupiah
from kiosk.files.bank_cells import BankFileRefused, cell_of_a_line, cell_of_the_file, require_sound
from kiosk.files.bank_layout_parts import Layout, SentForm

SOMETHING_ELSE = N_(
    "Berkas untuk bank memuat %(written)s baris senilai %(written_sum)s, padahal debet ini %(lines)s baris senilai "
    "%(sum)s. Berkasnya tidak dipakai; segel lagi."
)


def debit_file(layout: Layout, head: DebitHead, orders: Iterable[DebitOrder]) -> bytes:
    """The orders are taken once, in their order. Raises BankFileRefused where one does not fit into the layout, or all
    together are not what the head says."""
    file, form = BytesIO(), layout.sent
    if form.head:
        _write(file, form, [cell_of_the_file(cell, layout, head) for cell in form.head])
    if form.headings:
        _write(file, form, [cell.heading for cell in form.detail])
    lines = amount = 0
    for lines, order in enumerate(orders, 1):
        require_sound(order, layout)
        _write(file, form, [cell_of_a_line(cell, layout, head, order, lines) for cell in form.detail])
        amount += order.amount
    if (lines, amount) != (head.lines, head.amount):
        raise BankFileRefused(
            SOMETHING_ELSE,
            written=lines,
            written_sum=rupiah(amount),
            lines=head.lines,
            sum=rupiah(head.amount),
        )
    if form.trailer:
        _write(file, form, [cell_of_the_file(cell, layout, head) for cell in form.trailer])
    return file.getvalue()


def _write(file: BytesIO, form: SentForm, cells: list[str]) -> None:
    line = form.delimiter.join(in_quotes(cell, form) for cell in cells)
    file.write(f"{line}{form.line_end}".encode(form.encoding))


def in_quotes(cell: str, form: SentForm) -> str:
    """Where it would otherwise be two."""
    needed = form.quoted and form.delimiter and (form.delimiter in cell or '"' in cell)
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if needed else cell
