"""The annex of a decree: who is taken on by the city's own money, and who stands in reserve. On paper with masked NIKs;
as a spreadsheet with full ones, for the admin alone.

A paper of many thousands is laid out some hundred lines at a time and put together, so that memory stays small."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from xlsxwriter import Workbook

from kiosk.domain.number_words import rupiah_in_words
from kiosk.domain.words import long_date, month_name, months_in_words
from kiosk.files.documents import render_pdf
from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

LINES_AT_ONCE = 200
CHOSEN, RESERVE = "Penerima", "Cadangan"
HEADINGS = (
    "No", "Bagian", "NIK", "Nama", "Nomor registrasi", "Kelurahan", "Kecamatan", "Pekerjaan", "Bulan pertama",
    "Bulan terakhir", "Jumlah bulan", "Jumlah (Rp)", "Nilai",
)  # fmt: skip
WIDTHS = (7, 12, 20, 34, 18, 22, 20, 26, 16, 16, 12, 14, 8)


@dataclass(frozen=True)
class AnnexLine:
    """`nik` as it may be shown there: masked on paper."""

    number: int
    nik: str
    name: str
    reg_no: str
    kelurahan: str
    kecamatan: str
    occupation: str
    amount: int
    points: int
    in_reserve: bool = False


@dataclass(frozen=True)
class Annex:
    """`office` decided it; of a draft number, day and office are not known yet. Days are local; `months` in a row.
    `sources` are the lists of the poor that were asked, `renews` the programme whose people come first."""

    city: str
    owner: str
    programme: str
    year: int
    regulation: str
    regulation_on: date
    decree_no: str
    decree_on: date | None
    office: str
    selection_no: str
    months: Sequence[date]
    people: int
    reserve: int
    amount: int
    criteria: Sequence[tuple[str, int, str]]  # in words, points at most, as of which day
    drawn_on: date
    sources: Sequence[str]
    renews: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.decree_no

    @property
    def month_words(self) -> str:
        return months_in_words(list(self.months))

    @property
    def criteria_words(self) -> str:
        return "; ".join(
            f"{words} (paling banyak {most}, per {since})" for words, most, since in self.criteria
        )

    @property
    def in_words(self) -> str:
        return rupiah_in_words(self.amount)

    @property
    def order_words(self) -> str:
        """Who comes first, where it is not the points alone."""
        return f"Didahulukan: yang perlindungannya berakhir bersama {self.renews}." if self.renews else ""


@dataclass(frozen=True)
class Part:
    """Some lines of one of the two lists; the first part has the head, the last of each list the signature."""

    lines: Sequence[AnnexLine]
    in_reserve: bool
    number: int
    of: int
    begins_list: bool
    ends_list: bool

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == self.of


def annex_pdf(
    annex: Annex,
    chosen: Sequence[AnnexLine],
    reserve: Sequence[AnnexLine],
    beat: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """A4: the chosen and room to sign below them, then the reserve on pages of its own, signed too. `beat` hears how
    many parts are laid out, of how many: some hundred lines take seconds."""
    parts = list(_parts(chosen, reserve))
    papers = _laid_out(annex, parts, beat)
    return next(papers) if len(parts) == 1 else _together(papers)


def _laid_out(annex: Annex, parts: list[Part], beat: Callable[[int, int], None]) -> Iterator[bytes]:
    """Their pages are counted through: each is told how many lie before it."""
    before = 0
    for part in parts:
        paper = render_pdf("decree_annex.html", annex=annex, part=part, before=before)
        with pikepdf.open(BytesIO(paper)) as laid_out:
            before += len(laid_out.pages)
        yield paper
        beat(part.number, part.of)


def _parts(chosen: Sequence[AnnexLine], reserve: Sequence[AnnexLine]) -> Iterator[Part]:
    slices = [
        (lines[start : start + LINES_AT_ONCE], in_reserve, start == 0, start + LINES_AT_ONCE >= len(lines))
        for lines, in_reserve in ((chosen, False), (reserve, True))
        for start in range(0, len(lines), LINES_AT_ONCE)
    ]
    for number, (lines, in_reserve, begins, ends) in enumerate(slices, start=1):
        yield Part(lines, in_reserve, number, len(slices), begins, ends)


def _together(papers: Iterable[bytes]) -> bytes:
    with pikepdf.new() as whole, BytesIO() as stream:
        for paper in papers:
            with pikepdf.open(BytesIO(paper)) as part:
                whole.pages.extend(part.pages)
        whole.save(stream, deterministic_id=True)
        return stream.getvalue()


def annex_sheet(annex: Annex, lines: Iterable[AnnexLine]) -> bytes:
    """An XLSX, every cell but the sums as text; `nik` in full."""
    with TemporaryDirectory(prefix="payung-") as folder:
        path = Path(folder) / "lampiran.xlsx"
        with Workbook(path, {"constant_memory": True, "tmpdir": folder, **AS_STRINGS}) as workbook:
            page, text = workbook.add_worksheet("Lampiran"), workbook.add_format({"num_format": TEXT_FORMAT})
            bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
            money = workbook.add_format({"num_format": "#,##0"})
            for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
                page.set_column(column, column, width)
                page.write_string(0, column, heading, bold)
            page.freeze_panes(1, 0)
            at = 0
            for at, line in enumerate(lines, start=1):
                _write(page, at, line, annex, text, money)
            for below, note in enumerate(_notes(annex), start=2):
                page.write_string(at + below, 0, safe_cell(note))
        return path.read_bytes()


def _write(page, at: int, line: AnnexLine, annex: Annex, text, money) -> None:
    cells = (
        RESERVE if line.in_reserve else CHOSEN, line.nik, line.name, line.reg_no, line.kelurahan, line.kecamatan,
        line.occupation, month_name(annex.months[0]), month_name(annex.months[-1]),
    )  # fmt: skip
    page.write_number(at, 0, line.number)
    for column, cell in enumerate(cells, start=1):
        page.write_string(at, column, safe_cell(cell), text)
    page.write_number(at, len(cells) + 1, len(annex.months))
    page.write_number(at, len(cells) + 2, line.amount, money)
    page.write_number(at, len(cells) + 3, line.points)


def _notes(annex: Annex) -> list[str]:
    """What the sheet is, by what it is in this order, and on what that rests."""
    return [
        f"Lampiran keputusan nomor {annex.decree_no} tanggal {long_date(annex.decree_on)}, {annex.programme} tahun "
        f"{annex.year}, seleksi {annex.selection_no}, ditarik {long_date(annex.drawn_on)}.",
        f"Urutan menurut jumlah nilai: {annex.criteria_words}.",
        *([annex.order_words] if annex.renews else []),
        *[f"Sumber: {source}" for source in annex.sources],
    ]
