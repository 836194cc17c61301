import io
import struct
import zipfile

import pytest
from xlsxwriter import Workbook

from kiosk.files import sheet_guard
from kiosk.files.sheets import read_sheet

ODS = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(fill):
    stream = io.BytesIO()
    with Workbook(stream) as book:
        fill(book, book.add_worksheet())
    return stream.getvalue()


def repacked(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def open_document(rows):
    table = (
        f'<?xml version="1.0"?><office:document-content '
        f'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body>'
        f"</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/"></manifest:file-entry></manifest:manifest>'
    )
    return repacked({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": table})


def cells(*texts, repeated=1):
    return "".join(
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )


def test_a_file_over_twenty_megabytes_is_refused():
    finding = sheet_guard.refuse(bytes(20_000_001))
    assert finding.code == "sheet_too_large" and finding.params == {"megabytes": 21, "limit": 20}
    assert sheet_guard.refuse(bytes(20_000_000)) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj", "sheet_is_pdf"),
        (b"\n%PDF-1.4", "sheet_is_pdf"),
        (b"\xef\xbb\xbf<html xmlns:o='urn'><table><tr><td>NIP</td></tr></table>", "sheet_is_web_page"),
        (b"<!DOCTYPE HTML PUBLIC '-//W3C//DTD'><title>x</title>", "sheet_is_web_page"),
        (b"  <TABLE border=1>", "sheet_is_web_page"),
    ],
)
def test_what_is_no_sheet_is_called_what_it_is_whatever_its_name_says(content, code):
    assert sheet_guard.refuse_unopened(content).code == code
    assert [one.code for one in read_sheet(content, "pegawai.xlsx").findings] == [code]


def test_table_of_text_is_none_of_these():
    assert sheet_guard.refuse_unopened(b"<nama>;NIK\nBudi;1\n") is None


def test_an_archive_that_unpacks_far_larger_is_refused():
    bomb = repacked({"xl/worksheets/sheet1.xml": bytes(30_000_000)})
    assert [finding.code for finding in read_sheet(bomb, "a.xlsx").findings] == ["sheet_bomb"]


def test_sizes_that_lie_do_not_help_a_bomb():
    bomb = bytearray(repacked({"xl/worksheets/sheet1.xml": bytes(30_000_000)}))
    true_size = struct.pack("<I", 30_000_000)
    assert bomb.count(true_size) == 2
    lying = bytes(bomb).replace(true_size, struct.pack("<I", 1_000))
    assert zipfile.ZipFile(io.BytesIO(lying)).infolist()[0].file_size == 1_000
    assert sheet_guard.refuse(lying).code == "sheet_bomb"


def test_many_copies_of_a_part_are_refused():
    assert (
        sheet_guard.refuse(repacked({f"xl/{number}.xml": "x" for number in range(1_001)})).code
        == "sheet_bomb"
    )


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (1_048_575, 16_383, "XFD1048576"),
        (0, 702, "AAA1"),
        (1, 52, "BA2"),
        (199_999, 0, "A200000"),
    ],
)
def test_a_stray_cell_far_out_is_refused_by_its_name(row, column, cell):
    content = workbook(lambda book, page: (page.write(0, 0, "NIK"), page.write(row, column, "x")))
    (finding,) = read_sheet(content, "a.xlsx").findings
    assert finding.code == "sheet_too_wide" and finding.params == {"cell": cell}


def with_rows(more: bytes) -> bytes:
    """A sound sheet of one person with `more` XML behind its rows."""
    sound = workbook(
        lambda book, page: (
            page.write_row(0, 0, ["NIK", "Nama", "Pekerjaan", "Kelurahan"]),
            page.write_row(1, 0, ["3374010101900001", "A B", "Nelayan", "Kauman"]),
        )
    )
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b"</sheetData>", more + b"</sheetData>")
    return repacked(parts)


@pytest.mark.parametrize(
    "attributes", ['r="XFD2000"', 's="1" r="XFD2000"', 'r="XFD2000" s="1"', "r='XFD2000'"]
)
def test_a_stray_cell_is_found_however_its_tag_is_written(attributes):
    content = with_rows(f'<row r="2000"><c {attributes}><v>1</v></c></row>'.encode())
    assert sheet_guard.refuse(content).code == "sheet_too_wide"


def test_cells_that_name_no_place_cannot_take_the_process_down():
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"
    endless = with_rows(wide + b'<row r="199999"><c r="A199999"><v>1</v></c></row>')
    assert sheet_guard.refuse(endless) is None
    assert [finding.code for finding in read_sheet(endless, "a.xlsx").findings] == ["sheet_too_heavy"]
    assert len(read_sheet(with_rows(b"")).rows) == 1


def test_formats_without_content_far_out_do_no_harm():
    def fill(book, page):
        page.write_row(0, 0, ["NIK", "Nama", "Pekerjaan", "Kelurahan"])
        page.write_row(1, 0, ["3374010101900001", "A B", "Nelayan", "Kauman"])
        page.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert len(read_sheet(workbook(fill)).rows) == 1


def test_a_stray_cell_is_found_across_the_pieces_it_is_read_in(monkeypatch):
    content = workbook(lambda book, page: (page.write(0, 0, "NIK"), page.write(400_000, 3, "x")))
    for size in (64, 97, 128):
        monkeypatch.setattr(sheet_guard, "_CHUNK", size)
        assert sheet_guard.refuse(content).code == "sheet_too_wide"


def test_an_ods_sheet_is_read_like_the_others():
    content = open_document(
        f"<table:table-row>{cells('NIK', 'Nama', 'Pekerjaan', 'Kelurahan')}</table:table-row>"
        f"<table:table-row>{cells('3374010101900001', 'Siti', 'Nelayan', 'Kauman')}</table:table-row>"
    )
    (row,) = read_sheet(content, "a.ods").rows
    assert (row.number, row.cells["name"].text) == (2, "Siti")


def test_an_ods_of_endless_repeats_cannot_take_the_process_down():
    endless = open_document(
        '<table:table-row table:number-rows-repeated="1048576">'
        f"{cells('x', repeated=16384)}</table:table-row>"
    )
    assert [finding.code for finding in read_sheet(endless, "a.ods").findings] == ["not_a_workbook"]
