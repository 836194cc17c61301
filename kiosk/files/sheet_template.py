"""The spreadsheet a company fills in: twelve columns and what BPJS asks for besides, all as text, choices where there
are few."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kiosk.files.sheet_csv import MOST_PEOPLE
from kiosk.files.sheet_headings import LABELS, NEEDED, OPTIONAL

# What somebody typed must never become a formula or a link in a colleague's Excel.
AS_STRINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = MOST_PEOPLE
TEXT_FORMAT = 49
_WIDTHS = {
    "nik": 20,
    "name": 28,
    "address": 30,
    "kelurahan": 20,
    "occupation": 24,
    "workplace": 24,
    "mother_name": 24,
}
_GUIDE = (
    "Cara mengisi",
    "1. Isi satu pekerja per baris pada lembar DATA. Judul kolom jangan diubah.",
    "2. Kolom wajib: NIK, Nama, Kelurahan, Pekerjaan. Kolom lain membantu, boleh menyusul. Tempat Lahir, Nama Ibu "
    "Kandung, dan Alamat diminta BPJS sebelum orangnya dapat diajukan; Nomor KPJ diisi bila orangnya sudah punya.",
    "3. NIK 16 angka, sebagai teks: pakai Tempel Khusus > Nilai, supaya Excel tidak membulatkannya.",
    "4. Tanggal lahir ditulis 17/05/1990. Bila kosong, diambil dari NIK.",
    "5. Jenis kelamin: L atau P. Pekerjaan, kelurahan, dan kecamatan dipilih dari daftar; isinya ada di lembar Daftar.",
    "6. Kelurahan Mangunharjo dan Purwosari ada di dua kecamatan: isi juga kecamatannya.",
    "7. Simpan, lalu unggah di Payung. Setiap kesalahan akan ditunjukkan beserta barisnya.",
)


def template_workbook(occupations: Sequence[str], kelurahan: Mapping[str, Sequence[str]]) -> bytes:
    """An XLSX with the sheets DATA (first), Petunjuk and Daftar; `occupations` are the names to choose from, as are the
    kelurahan, each with the kecamatan in which one of that name lies."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, **AS_STRINGS}) as workbook:
        page = workbook.add_worksheet("DATA")
        guide = workbook.add_worksheet("Petunjuk")
        lists = workbook.add_worksheet("Daftar")
        _write_headings(workbook, page)
        _write_guide(workbook, guide)
        kecamatan = sorted({one for its in kelurahan.values() for one in its})
        beside = [" / ".join(its) for its in kelurahan.values()]
        for column, names in enumerate((occupations, list(kelurahan), beside, kecamatan)):
            lists.set_column(column, column, 26)
            lists.write_column(0, column, names)
        _offer_choices(page, len(occupations), len(kelurahan), len(kecamatan))
    return stream.getvalue()


def safe_cell(text: str) -> str:
    """Text for an exported CSV or sheet that a spreadsheet program shows and never runs (leading = + - @)."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def _write_headings(workbook: Workbook, page: Worksheet) -> None:
    as_text = workbook.add_format({"num_format": TEXT_FORMAT})
    needed = workbook.add_format({"bold": True, "bg_color": "#0B5563", "font_color": "#FFFFFF", "border": 1})
    other = workbook.add_format({"bold": True, "bg_color": "#E8EEEE", "font_color": "#20343A", "border": 1})
    for column, (field, label) in enumerate((LABELS | OPTIONAL).items()):
        # All columns are text: RT 005 keeps its zeros, and no date is turned round.
        page.set_column(column, column, _WIDTHS.get(field, 14), as_text)
        page.write_string(0, column, label, needed if field in NEEDED else other)
    page.freeze_panes(1, 0)


def _write_guide(workbook: Workbook, guide: Worksheet) -> None:
    heading = workbook.add_format({"bold": True, "font_size": 14})
    guide.set_column(0, 0, 100)
    for row, line in enumerate(_GUIDE):
        guide.write_string(row, 0, line, heading if row == 0 else None)


def _offer_choices(page: Worksheet, occupations: int, kelurahan: int, kecamatan: int) -> None:
    _choice(page, "sex", ["L", "P"], "Isi L untuk laki-laki atau P untuk perempuan.", "stop")
    if occupations:
        _choice(page, "occupation", f"=Daftar!$A$1:$A${occupations}", "Pilih pekerjaan dari daftar.", "stop")
    if kelurahan:
        # Names people use (Jrakah) are understood too, so this one only advises.
        _choice(
            page, "kelurahan", f"=Daftar!$B$1:$B${kelurahan}", "Nama ini tidak ada dalam daftar.", "warning"
        )
        _choice(
            page, "kecamatan", f"=Daftar!$D$1:$D${kecamatan}", "Nama ini tidak ada dalam daftar.", "warning"
        )


def _choice(page: Worksheet, field: str, source: str | list[str], message: str, manner: str) -> None:
    column = list(LABELS).index(field)
    page.data_validation(
        1,
        column,
        ROWS,
        column,
        {
            "validate": "list",
            "source": source,
            "error_title": LABELS[field],
            "error_message": message,
            "error_type": manner,
        },
    )
