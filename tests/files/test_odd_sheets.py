"""Files that are unusual, or that lie: read as text, or refused with a sentence, in bounded memory and time."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from kiosk.files import sheets
from kiosk.files.sheet_guard import ENCRYPTED
from kiosk.files.sheets import read_sheet
from tests.files.old_workbook import compound, xls
from tests.files.test_sheet_guard import cells, open_document, repacked, workbook
from tests.house.tree import ROOT
from tests.patience import PATIENCE

HEADINGS = ["NIK", "Nama", "Pekerjaan", "Kelurahan"]
SITI = ["3374010101900001", "Siti Aminah", "Nelayan", "Kauman"]
MEGABYTES_AT_MOST = 150


def codes(reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def people(reading) -> list[list[str]]:
    return [
        [row.cells[field].text for field in ("nik", "name", "occupation", "kelurahan")]
        for row in reading.rows
    ]


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def filled(book: Workbook, page) -> None:
    page.write_row(0, 0, HEADINGS)
    page.write_row(1, 0, SITI)


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one part more."""
    with zipfile.ZipFile(BytesIO(workbook(filled))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return repacked({**parts, name: content})


def peak_of(content: bytes) -> tuple[str, int]:
    """What a process of its own says of this file, and the megabytes it took at its worst."""
    program = (
        "import sys\n"
        "from kiosk.files.sheet_fence import FOR_THE_WORKER, each_sheet_opened_once\n"
        "from kiosk.files.sheets import read_sheet\n"
        "with each_sheet_opened_once(FOR_THE_WORKER):\n"
        "    reading = read_sheet(sys.stdin.buffer.read())\n"
        "    rows = sum(1 for _ in reading.rows)\n"
        "said = [finding.code for finding in reading.findings] or [str(rows)]\n"
        "(peak,) = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(said[0], int(peak) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=content, cwd=ROOT, capture_output=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr.decode()
    said, megabytes = done.stdout.decode().split()
    return said, int(megabytes)


def test_a_workbook_of_the_nineties_is_read_like_the_others():
    reading = read_sheet(xls([HEADINGS, SITI, [3374010101900000.0, "Budi", "Nelayan", "Kauman"]]))
    assert codes(reading) == [] and people(reading)[0] == SITI
    nik = [row.cells["nik"] for row in reading.rows][1]
    assert nik.numeric and nik.text == "3374010101900000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "^", "~"])
def test_a_csv_is_read_whatever_parts_its_cells_and_encodes_its_letters(encoding, delimiter):
    zoe = [SITI[0], "Zoë Ñoño", *SITI[2:]]
    content = csv(delimiter.join(HEADINGS), delimiter.join(zoe), "", encoding=encoding)
    reading = read_sheet(content)
    assert codes(reading) == [] and people(reading) == [zoe]


def test_a_delimiter_that_the_file_names_is_taken_at_its_word():
    assert people(read_sheet(csv("sep=#", "#".join(HEADINGS), "#".join(SITI)))) == [SITI]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_end_as_any_system_ends_them(end):
    assert people(read_sheet(end.join([";".join(HEADINGS), ";".join(SITI)]).encode())) == [SITI]


def test_macros_are_passed_over_and_never_run():
    assert people(read_sheet(with_part("xl/vbaProject.bin", b"Sub Auto_Open()"))) == [SITI]


def test_a_link_to_a_file_elsewhere_is_not_followed():
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    assert people(read_sheet(with_part("xl/externalLinks/externalLink1.xml", link))) == [SITI]

    def linked(book, page):
        filled(book, page)
        page.write_formula(2, 0, "='[upah.xlsx]Data'!A1", None, "3374010101900002")
        page.write_row(2, 1, ["Budi", "Nelayan", "Kauman"])

    assert [person[0] for person in people(read_sheet(workbook(linked)))] == [SITI[0], "3374010101900002"]


def test_a_formula_is_read_as_the_value_it_had_and_never_calculated():
    def formulas(book, page):
        page.write_row(0, 0, HEADINGS)
        page.write_formula(1, 0, '="33740101"&"01900001"', None, SITI[0])
        page.write_formula(1, 1, '=HYPERLINK("http://x.invalid","klik")', None, "Siti Aminah")
        page.write_row(1, 2, SITI[2:])

    assert people(read_sheet(workbook(formulas))) == [SITI]


@pytest.mark.parametrize("content", [compound("EncryptedPackage", b"x" * 9_000)])
def test_a_workbook_with_a_password_is_called_so(content):
    assert ENCRYPTED in content
    assert codes(read_sheet(content)) == ["sheet_locked"]


def test_a_compound_file_that_is_no_workbook_is_called_so():
    assert codes(read_sheet(compound("WordDocument", b"x" * 9_000))) == ["not_a_workbook"]


def test_a_line_without_an_end_is_refused_with_its_number():
    reading = read_sheet(csv(";".join(HEADINGS), ";" * 2_000_000))
    assert codes(reading) == ["sheet_line_too_long"] and reading.findings[0].params["row"] == 2


def test_a_csv_cell_far_to_the_right_is_refused_by_its_name_and_empty_ones_are_not():
    assert people(read_sheet(csv(";".join(HEADINGS), ";".join(SITI) + ";" * 100_000))) == [SITI]
    (finding,) = read_sheet(csv(";".join(HEADINGS), ";".join(SITI) + ";" * 100 + "x")).findings
    assert (finding.code, finding.params["cell"]) == ("sheet_too_wide", "CZ2")


def test_a_million_empty_columns_of_an_open_document_are_no_columns():
    empty = '<table:table-cell table:number-columns-repeated="1048576"/>'
    content = open_document(
        f"<table:table-row>{cells(*HEADINGS)}{empty}</table:table-row>"
        f"<table:table-row>{cells(*SITI)}{empty}</table:table-row>"
    )
    assert people(read_sheet(content)) == [SITI]


def test_a_million_formatted_columns_and_rows_are_no_cells():
    def formatted(book, page):
        filled(book, page)
        page.set_column(0, 16_383, 20, book.add_format({"bold": True}))
        page.set_row(1_048_575, 30)

    assert people(read_sheet(workbook(formatted))) == [SITI]


def test_of_two_hundred_sheets_the_one_with_people_is_found():
    stream = BytesIO()
    with Workbook(stream) as book:
        for number in range(199):
            book.add_worksheet(f"Lembar {number}").write_row(0, 0, ["Rekap", number])
        filled(book, book.add_worksheet("Pekerja"))
    reading = read_sheet(stream.getvalue())
    assert (reading.sheet_name, people(reading)) == ("Pekerja", [SITI])


def test_more_people_than_a_sheet_may_have_are_refused_before_any_is_read(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    monkeypatch.setattr(sheets, "_BESIDE_PEOPLE", 5)
    few, many = (csv(";".join(HEADINGS), *[";".join(SITI)] * count) for count in (14, 15))
    assert codes(read_sheet(few)) == [] and codes(read_sheet(many)) == ["sheet_too_many_rows"]


def test_a_hundred_thousand_people_are_a_sheet_and_some_more_are_not():
    def crowd(count):
        return csv(";".join(HEADINGS), *(f"33740101018{one:05d};Siti;Nelayan;Kauman" for one in range(count)))

    reading = read_sheet(crowd(100_000))
    assert codes(reading) == [] and reading.filled == 100_000
    (finding,) = read_sheet(crowd(100_101)).findings
    assert (finding.code, finding.params["limit"]) == ("sheet_too_many_rows", 100_000)


def test_a_cell_is_kept_as_far_as_anybody_could_mean_it():
    (row,) = read_sheet(csv(";".join(HEADINGS), ";".join([SITI[0], "A" * 90_000, *SITI[2:]]))).rows
    assert row.cells["name"].text == "A" * 1_000


def test_headings_that_nobody_knows_are_noted_to_be_explained_and_a_letter_has_none():
    reading = read_sheet(csv("Identitas;Panggilan;Profesi kini;Domisili lurah", ";".join(SITI)))
    assert reading.asks_for_columns and reading.heading_row == 1 and list(reading.rows) == []
    assert reading.layout == tuple(
        (heading, "") for heading in ("Identitas", "Panggilan", "Profesi kini", "Domisili lurah")
    )
    assert not read_sheet(csv("Kepada Yth. Dinas", "Bersama ini kami sampaikan daftar")).asks_for_columns


def test_every_column_is_noted_with_its_place_also_without_heading():
    reading = read_sheet(csv("No;NIK;;Nama;Pekerjaan;Kelurahan", "1;3374010101900001;x;A B;Nelayan;Kauman"))
    assert reading.layout == (
        ("No", ""), ("NIK", "nik"), ("Kolom C", ""), ("Nama", "name"), ("Pekerjaan", "occupation"),
        ("Kelurahan", "kelurahan"),
    )  # fmt: skip
    assert reading.filled == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n" * 19_000_000, "sheet_too_many_rows"),
        (b"\r" * 19_000_000, "sheet_too_many_rows"),
        (b";" * 19_000_000, "sheet_line_too_long"),
        (b'NIK;Nama\n"' + (b"x" * 99 + b"\n") * 190_000, "not_a_workbook"),
        (b"NIK;Nama;Pekerjaan;Kelurahan\n" + b"1;a;b;c\n" * 200_000, "sheet_too_many_rows"),
        (("NIK;Nama\n" + "é;ø\n" * 399_000).encode("utf-16"), "columns_missing"),
    ],
    ids=["blank lines", "old ends", "one line", "a quotation mark", "too many people", "rows of nothing"],
)
def test_twenty_megabytes_of_anything_take_little_memory(content, said):
    answer, megabytes = peak_of(content)
    assert answer == said and megabytes < MEGABYTES_AT_MOST
