"""The sheet a department fills with its staff: NIP as text, the status to choose."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kiosk.files.sheet_template import AS_STRINGS, ROWS, TEXT_FORMAT
from kiosk.files.staff_headings import JABATAN, LABELS, NAME, NIP, OPD, STATUS, UNIT

COLUMNS = (NIP, NAME, STATUS, OPD, UNIT, JABATAN)
NEEDED = (NIP, NAME, STATUS)
STATUSES = ("PNS", "PPPK", "PPPK Paruh Waktu")
_WIDTHS = {NIP: 24, NAME: 32, STATUS: 20, OPD: 34, UNIT: 34, JABATAN: 34}
_GUIDE = (
    "Cara mengisi",
    "1. Isi satu pegawai per baris pada lembar PEGAWAI. Judul kolom jangan diubah.",
    "2. NIP (atau NI PPPK) 18 angka, sebagai teks: pakai Tempel Khusus > Nilai, supaya Excel tidak membulatkannya.",
    "3. Status dipilih: PNS, PPPK, atau PPPK Paruh Waktu. Tenaga yang bukan ASN tidak dimasukkan.",
    "4. Kolom OPD boleh kosong bila semua pegawai dari OPD yang mengunggah; untuk seluruh kota wajib diisi.",
    "5. Unit adalah sekolah, puskesmas, kelurahan, bidang, atau UPTD. Unit yang belum ada dibuat saat diterapkan.",
    "6. Tulis semua pegawai. Yang ada dalam daftar sekarang dan tidak ada di berkas ini akan dicatat keluar.",
    "7. Simpan, lalu unggah di Payung. Yang akan berubah ditunjukkan dulu; belum ada yang berubah sebelum diterapkan.",
)


def staff_workbook(departments: Sequence[str]) -> bytes:
    """An XLSX with the sheets PEGAWAI (first), Petunjuk and Daftar; `departments` are names to choose from."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, **AS_STRINGS}) as workbook:
        page = workbook.add_worksheet("PEGAWAI")
        guide = workbook.add_worksheet("Petunjuk")
        workbook.add_worksheet("Daftar").write_column(0, 0, departments)
        _write_headings(workbook, page)
        guide.set_column(0, 0, 100)
        for row, line in enumerate(_GUIDE):
            guide.write_string(row, 0, line)
        _choice(page, STATUS, list(STATUSES), "stop")
        if departments:
            _choice(page, OPD, f"=Daftar!$A$1:$A${len(departments)}", "warning")
    return stream.getvalue()


def _write_headings(workbook: Workbook, page: Worksheet) -> None:
    as_text = workbook.add_format({"num_format": TEXT_FORMAT})
    needed = workbook.add_format({"bold": True, "bg_color": "#0B5563", "font_color": "#FFFFFF", "border": 1})
    other = workbook.add_format({"bold": True, "bg_color": "#E8EEEE", "font_color": "#20343A", "border": 1})
    for at, field in enumerate(COLUMNS):
        page.set_column(at, at, _WIDTHS[field], as_text)
        page.write_string(0, at, LABELS[field], needed if field in NEEDED else other)
    page.freeze_panes(1, 0)


def _choice(page: Worksheet, field: str, source: str | list[str], manner: str) -> None:
    at = COLUMNS.index(field)
    wanted = {
        "validate": "list",
        "source": source,
        "error_title": LABELS[field],
        "error_message": "Pilih dari daftar.",
        "error_type": manner,
    }
    page.data_validation(1, at, ROWS, at, wanted)
