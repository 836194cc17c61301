"""Rosters as departments really write them: headings, totals, numbers below the headings."""

from io import BytesIO

import openpyxl
import pytest

from kiosk.files.sheets import read_sheet
from kiosk.files.staff_headings import CITY_STAFF, STAFF
from kiosk.files.staff_template import staff_workbook

NIP = "197807152005012001"


def read(text: str, vocabulary=STAFF):
    return read_sheet(text.encode(), "pegawai.csv", None, vocabulary)


@pytest.mark.parametrize(
    "headings",
    [
        "NIP;Nama;Status;OPD;Unit;Jabatan",
        "NIP Baru;Nama Lengkap (dengan gelar);Status Kepegawaian;Perangkat Daerah;Unit Kerja;Nama Jabatan",
        "NIP/NI PPPK;NAMA PEGAWAI;JENIS ASN;SKPD;UNOR;JABATAN TERAKHIR",
        "Nomor Induk Pegawai;Nama ASN;Jenis Pegawai;Instansi;Sub Unit;Jab.",
    ],
)
def test_headings_are_understood_in_any_wording(headings):
    reading = read(f"{headings}\n{NIP};Ratna, S.E.;PNS;Dinkes;Puskesmas Tugu;Perawat\n")
    assert list(reading.columns.values()) == ["nip", "name", "status_asn", "opd", "unit", "jabatan"]
    [row] = reading.rows
    assert (row.cells["nip"].text, row.cells["unit"].text) == (NIP, "Puskesmas Tugu")


def test_titles_column_numbers_totals_and_signatures_are_nobody():
    text = f"DAFTAR PEGAWAI;;\nNo;NIP;Nama\n1;2;3\n1;{NIP};Ratna\n;;\nJumlah;1;\n;Mengetahui;\n;;Sekretaris\n"
    assert [row.number for row in read(text).rows] == [4]


def test_row_without_nip_is_wrong_and_not_left_out():
    assert [row.number for row in read(f"NIP;Nama;Status\n{NIP};Ratna;PNS\n;Budi;PNS\n").rows] == [2, 3]


def test_needed_columns_are_asked_for():
    reading = read("Nomor Punggung;Sebutan;Status\n1;Ratna;PNS\n")
    assert reading.asks_for_columns and "NIP, Nama" in reading.findings[0].params["columns"]
    assert read(f"NIP;Nama\n{NIP};Ratna\n", CITY_STAFF).asks_for_columns
    assert not read(f"NIP;Nama;OPD\n{NIP};Ratna;Dinkes\n", CITY_STAFF).findings


def test_comma_in_a_name_does_not_part_columns_of_a_csv():
    [row] = read(f'NIP,Nama Pegawai,Unit Kerja\n{NIP},"Ratna, S.E., M.M.",SMP 1\n').rows
    assert row.cells["name"].text == "Ratna, S.E., M.M."


def test_sample_is_read_by_us_once_it_is_filled():
    book = openpyxl.load_workbook(BytesIO(staff_workbook(["Dinas Kesehatan"])))
    book["PEGAWAI"].append([NIP, "Ratna", "PNS", "Dinas Kesehatan", "Puskesmas Tugu", "Perawat"])
    stream = BytesIO()
    book.save(stream)
    reading = read_sheet(stream.getvalue(), "contoh.xlsx", None, CITY_STAFF)
    assert [row.cells["nip"].text for row in reading.rows] == [NIP]
    assert not reading.findings
