"""Whatever a sheet holds, it is parsed in a process of its own, with an end to its time, its memory and its answer."""

import csv as csv_reader
import zipfile
from io import BytesIO
from xml.parsers import expat

import pytest

from kiosk.files import sheet_fence, sheet_hidden, sheet_unpacking
from kiosk.files.sheet_fence import FOR_A_PAGE, each_sheet_opened_once
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_preview import preview
from kiosk.files.sheets import read_sheet
from tests.files.test_odd_sheets import HEADINGS, SITI, codes, csv, filled, people
from tests.files.test_sheet_guard import cells, open_document, repacked, with_rows, workbook

ONE_PERSON = "".join(f"<table:table-row>{cells(*row)}</table:table-row>" for row in (HEADINGS, SITI))


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(workbook(filled))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return repacked({**parts, name: content})


@pytest.fixture
def openings(monkeypatch) -> list[sheet_fence.Limits]:
    """The limits of each process that was started."""
    seen, started = [], sheet_fence._in_fence
    monkeypatch.setattr(
        sheet_fence, "_in_fence", lambda content, limits: seen.append(limits) or started(content, limits)
    )
    return seen


@pytest.mark.parametrize(
    "content",
    [
        with_part("xl/worksheets/other.xml", b' r="AAA1"' * 20_000),
        with_part("xl/notes.xml", b' r="AAA1"' * 20_000),
        with_rows(b'<row x="' + b"hidden " * 171_000 + b'"></row>'),
        with_part("xl/worksheets/other.xml", b"<row " + b" hidden='1'" * 100_000),
        with_part("xl/worksheets/other.xml", b"<" + b"w" * 1_000_000),
    ],
    ids=[
        "cells in no sheet",
        "cells elsewhere",
        "hidden in a tag",
        "hidden rows",
        "a name",
    ],
)
def test_what_repeats_without_end_is_looked_through_within_a_pages_time(content):
    with each_sheet_opened_once(FOR_A_PAGE._replace(patience=60)):
        assert codes(read_sheet(content)) == []


def test_nothing_that_was_sent_is_parsed_in_the_callers_process(monkeypatch):
    def refuse(*_arguments, **_names):
        raise AssertionError("parsed here")

    contents = [workbook(filled), open_document(ONE_PERSON), csv(";".join(HEADINGS), ";".join(SITI))]
    monkeypatch.setattr(zipfile, "ZipFile", refuse)
    monkeypatch.setattr(expat, "ParserCreate", refuse)
    monkeypatch.setattr(csv_reader, "reader", refuse)
    monkeypatch.setattr(sheet_unpacking, "CalamineWorkbook", refuse)
    for content in contents:
        assert people(read_sheet(content)) == [SITI]


@pytest.mark.parametrize("less", [{"memory": 48 << 20}, {"answer": 200}], ids=lambda less: next(iter(less)))
def test_a_sheet_that_takes_more_than_it_may_is_called_too_heavy(less):
    many = (
        f'<table:table-row table:number-rows-repeated="2000">{cells("x", repeated=16_384)}</table:table-row>'
    )
    content = open_document(ONE_PERSON + many)
    with each_sheet_opened_once(FOR_A_PAGE._replace(**less, patience=60)):
        assert codes(read_sheet(content)) == ["sheet_too_heavy"]


def test_a_sheet_that_takes_longer_than_a_page_may_is_stopped():
    stream = BytesIO(with_rows(b"<row><c/></row>" * 8_000_000))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/noise.bin", bytes(1_000_000))  # or it would be a bomb
    with each_sheet_opened_once(FOR_A_PAGE._replace(work=1, patience=90)):
        assert codes(read_sheet(stream.getvalue())) == ["sheet_too_heavy"]


def test_a_sheet_is_opened_once_for_all_that_is_asked_of_it(openings):
    content = csv("Identitas;Panggilan;Profesi kini;Domisili lurah", ";".join(SITI))
    with each_sheet_opened_once():
        reading = read_sheet(content)
        with each_sheet_opened_once(sheet_fence.FOR_A_KEPT_SHEET):
            assert preview(content).place.row == reading.heading_row == 1
            assert list(read_sheet(bytes(bytearray(content))).rows) == []
    assert openings == [FOR_A_PAGE]
    read_sheet(content)
    assert openings == [FOR_A_PAGE] * 2


def test_what_could_not_be_opened_is_not_tried_again(openings):
    with each_sheet_opened_once():
        for _time in range(2):
            assert codes(read_sheet(b"PK\x03\x04 broken" + b"PK\x05\x06")) == ["not_a_workbook"]
    assert len(openings) == 1


@pytest.mark.parametrize("content", [b"", bytes(20_000_001), b"PK\x03\x04 a download that broke off"])
def test_what_a_glance_refuses_is_not_opened_at_all(content, openings):
    assert codes(read_sheet(content)) and openings == []


def test_rows_repeated_past_the_last_that_is_read_are_refused_by_their_cell():
    empty = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    person = f"<table:table-row>{cells(*SITI)}</table:table-row>"
    (finding,) = read_sheet(open_document(ONE_PERSON + empty.format(1_000_000) + person)).findings
    assert (finding.code, finding.params["cell"]) == ("sheet_too_wide", "A1000003")
    assert len(read_sheet(open_document(ONE_PERSON + empty.format(100_000) + person)).rows) == 2


def test_of_empty_rows_only_their_place_is_handed_over():
    answer = BytesIO()
    sheet_unpacking.unpack(with_rows(b'<row r="150000"><c r="A150000"><v>1</v></c></row>'), answer)
    assert len(answer.getvalue()) < 150_000 * 8


def test_a_cell_of_megabytes_is_handed_over_as_far_as_anybody_could_mean_it():
    answer = BytesIO()
    sheet_unpacking.unpack(csv(";".join(HEADINGS), *[f"{'x' * 100_000};{'y' * 100_000}"] * 20), answer)
    assert len(answer.getvalue()) < 100_000


def test_a_list_of_parts_is_read_as_far_as_its_sheets_stand():
    with zipfile.ZipFile(BytesIO(workbook(filled))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = whole.replace(b"</workbook>", b"<a/>" * 2_000_000 + b"</workbook>")
    with zipfile.ZipFile(BytesIO(repacked(parts))) as archive:
        found = sheet_hidden._elements(archive, "xl/workbook.xml")
        assert len(found) < 1_000_000 / len("<a/>") + 20
        assert dict(sheet_hidden._parts_of(archive)) == {"Sheet1": "xl/worksheets/sheet1.xml"}


def test_hidden_rows_are_found_in_whatever_pieces_they_come(monkeypatch):
    def hiding(book, page):
        filled(book, page)
        page.write_row(2, 0, ["3374010101900002", *SITI[1:]])
        page.set_row(2, None, None, {"hidden": True})

    for size in (64, 97, 1 << 18):
        monkeypatch.setattr(sheet_unpacking.sheet_guard, "_CHUNK", size)
        (sheet,) = sheet_unpacking._sheets(workbook(hiding))
        assert sheet[2] == [3]


def test_headings_below_the_rows_where_they_are_looked_for_are_asked_for_and_nobody_says_empty():
    letterhead = ["Daftar", *[""] * 24]
    for above in (letterhead, [""] * 25):
        reading = read_sheet(csv(*above, ";".join(HEADINGS), ";".join(SITI)))
        assert codes(reading) == ["headings_missing"]
        assert (
            reading.findings[0].sentence().startswith("Judul kolom tidak ditemukan dalam 20 baris pertama.")
        )


def test_filled_rows_that_are_nobody_are_not_called_an_empty_sheet():
    assert codes(read_sheet(csv(";".join(HEADINGS), ";;;catatan"))) == ["sheet_nobody"]
    assert codes(read_sheet(csv(";".join(HEADINGS), ";;;"))) == ["sheet_empty"]


def test_a_line_of_blanks_however_wide_is_no_reason_to_doubt_the_others():
    content = csv(";".join(HEADINGS), ";" * 490_000, ";".join(SITI))
    assert people(read_sheet(content)) == [SITI]


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16"])
def test_letters_of_four_bytes_are_read_like_those_of_two(encoding):
    assert people(read_sheet(csv(";".join(HEADINGS), ";".join(SITI), encoding=encoding))) == [SITI]


def test_a_refusal_comes_out_of_the_fence_with_its_sentence():
    with pytest.raises(UnreadableSheet) as refused:
        sheet_fence.sheets_in(csv(";".join(HEADINGS), ";" * 60 + "x"))
    finding = refused.value.finding
    assert (finding.code, finding.params) == (
        "sheet_too_wide",
        {"cell": "BI2"},
    ) and "BI2" in finding.sentence()
