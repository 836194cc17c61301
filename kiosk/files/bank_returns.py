"""A bank's answer to a debit, read by the layout it is written in: refused as a whole, or every line of it with its
number in the file. What a line does is not decided here (domain/debit_returns)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain import clock
from kiosk.domain.debit_returns import ReturnLine
from kiosk.domain.findings import Finding, block, blocks
from kiosk.domain.words import N_
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_parts import Layout, Place, Record, ReturnForm
from kiosk.files.bank_return_cells import cells_of
from kiosk.files.bank_return_columns import Lines, columns_of
from kiosk.files.bank_return_counts import counted
from kiosk.files.bank_return_lines import ReadLine, has_mark, read_line
from kiosk.files.bank_text import UnreadableReturn, numbered_lines

NO_HEAD = N_(
    "Berkas ini tidak berawal dengan baris kepala “%(mark)s” seperti pada susunan bank “%(layout)s”. Pastikan ini "
    "jawaban dari bank untuk debet ini, lalu unggah lagi."
)
NO_TRAILER = N_(
    "Berkas ini tidak berakhir dengan baris penutup “%(mark)s” seperti pada susunan bank “%(layout)s”: mungkin "
    "terpotong. Ambil lagi berkasnya dari bank, lalu unggah yang utuh."
)
NONE_READABLE = N_(
    "Tidak satu pun dari %(count)s baris berkas ini dapat dibaca dengan susunan bank “%(layout)s”. Pastikan ini "
    "jawaban dari bank untuk debet ini, bukan berkas yang dikirim."
)
ALL_TO_COME = N_(
    "Semua baris berkas ini menyebut hari debet yang belum tiba: %(day_on)s. Pastikan ini jawaban bank untuk debet "
    "ini; bila benar, tanyakan kepada bank tanggalnya, atau unggah lagi sesudah hari itu."
)
_SAYS_HOW = "sep="  # as Excel's first line may


@dataclass(frozen=True)
class ReturnReading:
    """Every line that is no head, heading or trailer, in the order of the file. Where a finding blocks, the file as a
    whole cannot be used, and there are none. `may_be_cut`: its last line has no end, and the bank says nowhere how many
    there are."""

    rows: list[ReturnLine]
    findings: tuple[Finding, ...] = ()
    may_be_cut: bool = False


@dataclass(frozen=True)
class _Sections:
    """Cells of the head and the trailer, and the lines between them with their numbers."""

    head: list[str] | None
    body: Lines
    trailer: list[str] | None


def read_return(layout: Layout, content: bytes, *, today: date | None = None) -> ReturnReading:
    """`today` is the last day on which a debit can have been (default: today in Semarang)."""
    try:
        lines, has_end = numbered_lines(content)
        read = _read(layout, lines, has_end, today or clock.today())
    except UnreadableReturn as unreadable:
        return ReturnReading([], (unreadable.finding,))
    return ReturnReading([one.line for one in read], may_be_cut=_may_be_cut(layout.answered, has_end))


def _read(layout: Layout, lines: Lines, has_end: bool, today: date) -> list[ReadLine]:
    form = layout.answered
    sections = _sections(layout, lines)
    places, fewest, body = columns_of(layout, sections.body)
    read = list(_lines(form, places, body, today, fewest if _may_be_cut(form, has_end) else 0))
    for record, cells in ((form.head, sections.head), (form.trailer, sections.trailer)):
        if record is not None:
            counted(layout, record, cells, read)
    if all(blocks(one.line.findings) for one in read):
        raise UnreadableReturn(_why_nothing(layout, read))
    return read


def _why_nothing(layout: Layout, read: list[ReadLine]) -> Finding:
    said = [finding for one in read for finding in one.line.findings if blocks((finding,))]
    if {finding.code for finding in said} == {"future_day"}:
        return replace(said[0], code="return_to_come", message=ALL_TO_COME)
    return block("return_unread", NONE_READABLE, count=len(read), layout=layout.title)


def _sections(layout: Layout, lines: Lines) -> _Sections:
    form, body = layout.answered, lines
    if body and form.delimiter and body[0][1].strip().lower().startswith(_SAYS_HOW):
        body = body[1:]
    head = trailer = None
    if form.head is not None:
        head, body = _framing(layout, form.head, body[:1], NO_HEAD), body[1:]
    if form.trailer is not None:
        trailer, body = _framing(layout, form.trailer, body[-1:], NO_TRAILER), body[:-1]
    return _Sections(head, body, trailer)


def _framing(layout: Layout, record: Record, line: Lines, without: str) -> list[str]:
    cells = cells_of(line[0][1], layout.answered) if line else []
    if not cells or not has_mark(record.mark, cells):
        raise UnreadableReturn(block("return_not_framed", without, mark=record.mark, layout=layout.title))
    return cells


def _may_be_cut(form: ReturnForm, has_end: bool) -> bool:
    """Where the bank counts its lines, a file that lacks some is refused as a whole anyway."""
    frames = [record for record in (form.head, form.trailer) if record is not None]
    return not has_end and not any(parts.LINES in record.places for record in frames)


def _lines(
    form: ReturnForm, places: Mapping[str, Place], body: Lines, today: date, fewest: int
) -> Iterator[ReadLine]:
    """`fewest`: the last line is broken where it has fewer cells, or signs; 0 where it cannot be."""
    last = body[-1][0]
    for number, text in body:
        cut = number == last and fewest > 0 and _length(text, form) < fewest
        yield read_line(number, text, form=form, places=places, today=today, cut=cut)


def _length(text: str, form: ReturnForm) -> int:
    return len(cells_of(text, form)) if form.delimiter else len(text)
