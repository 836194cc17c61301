"""What is said about a spreadsheet as a whole, before any of its rows is looked at."""

from collections.abc import Sequence

from kiosk.domain.findings import Finding, block, warn
from kiosk.domain.words import N_

MEGABYTE = 1_000_000
TOO_HEAVY = "sheet_too_heavy"


class UnreadableSheet(Exception):
    """Not a workbook, damaged, locked by a password, or too much; `finding` says it."""

    def __init__(self, finding: Finding | None = None):
        super().__init__()
        self.finding = finding or not_a_workbook()


def too_large(size: int, limit: int) -> Finding:
    message = N_(
        "Berkas ini %(megabytes)s MB; batasnya %(limit)s MB. Bagi menjadi beberapa berkas, "
        "lalu unggah satu per satu."
    )
    return block("sheet_too_large", message, megabytes=-(-size // MEGABYTE), limit=limit // MEGABYTE)


def not_a_workbook() -> Finding:
    message = N_(
        "Berkas ini bukan lembar kerja, atau isinya rusak atau berkata sandi. Buka di Excel, "
        "simpan sebagai .xlsx tanpa kata sandi, lalu unggah lagi."
    )
    return block("not_a_workbook", message)


def is_pdf() -> Finding:
    message = N_(
        "Berkas ini PDF, bukan lembar kerja, walaupun namanya mungkin lain. Minta lembar kerjanya (.xlsx) dari "
        "sumbernya, lalu unggah itu."
    )
    return block("sheet_is_pdf", message)


def is_web_page() -> Finding:
    """As some programs call a table of HTML an .xls."""
    message = N_(
        "Berkas ini halaman web (HTML), bukan lembar kerja, walaupun namanya mungkin .xls. Buka di Excel, simpan "
        "sebagai .xlsx, lalu unggah lagi."
    )
    return block("sheet_is_web_page", message)


def cut_off() -> Finding:
    """A workbook without its end."""
    message = N_(
        "Berkas ini terpotong: bagian akhirnya tidak ada, mungkin karena unduhan atau kirimannya berhenti di tengah. "
        "Ambil lagi berkasnya dari sumbernya, lalu unggah yang utuh."
    )
    return block("sheet_cut_off", message)


def line_cut_off(row: int) -> Finding:
    """A table of text whose last line ends before its last columns."""
    message = N_(
        "Berkas ini terpotong: baris terakhirnya, baris %(row)s, berhenti di tengah. Tidak ada yang dibaca. Ambil lagi "
        "berkasnya dari sumbernya, lalu unggah yang utuh."
    )
    return block("sheet_line_cut_off", message, row=row)


def may_be_cut_off(row: int) -> Finding:
    """A last line that is whole but has no end."""
    message = N_(
        "Berkas ini berakhir pada baris %(row)s tanpa pindah baris. Cocokkan baris terakhirnya dengan berkas di BPJS, "
        "supaya yakin berkasnya tidak terpotong."
    )
    return warn("sheet_may_be_cut_off", message, row=row)


def no_bytes() -> Finding:
    message = N_(
        "Berkas ini tidak berisi apa pun (0 byte). Simpan lembar kerja Anda sekali lagi, lalu unggah berkas yang baru."
    )
    return block("sheet_no_bytes", message)


def locked() -> Finding:
    message = N_(
        "Berkas ini berkata sandi, maka tidak dapat dibaca. Buka di Excel, hapus kata sandinya lewat File > Info > "
        "Protect Workbook, simpan, lalu unggah lagi."
    )
    return block("sheet_locked", message)


def line_too_long(row: int, limit: int) -> Finding:
    message = N_(
        "Baris %(row)s berkas ini lebih dari %(limit)s huruf, maka bukan tabel pekerja. Simpan tabelnya sebagai .xlsx, "
        "lalu unggah lagi."
    )
    return block("sheet_line_too_long", message, row=row, limit=limit)


def too_many_rows(count: int, limit: int) -> Finding:
    message = N_(
        "Lembar ini berisi %(count)s baris; batasnya %(limit)s pekerja. Bagi menjadi beberapa berkas, lalu unggah satu "
        "per satu."
    )
    return block("sheet_too_many_rows", message, count=count, limit=limit)


def bomb() -> Finding:
    message = N_(
        "Isi berkas ini mengembang jauh melebihi ukuran wajar, sehingga tidak dibuka. "
        "Salin datanya ke contoh lembar kerja Payung, lalu unggah lagi."
    )
    return block("sheet_bomb", message)


def too_heavy() -> Finding:
    """A file that is no bomb by its size, but takes more time or memory than a list of people does."""
    message = N_(
        "Isi berkas ini terlalu rumit untuk dibaca. Salin baris pekerjanya saja ke contoh lembar kerja Payung, "
        "lalu unggah lagi."
    )
    return block(TOO_HEAVY, message)


def too_wide(cell: str) -> Finding:
    """cell is where the stray content stands, as Excel names it: `XFD1048576`."""
    message = N_(
        "Ada isi di sel %(cell)s, terlalu jauh dari tabelnya. Payung membaca sampai kolom AZ dan "
        "baris 199.999: hapus isi sel itu, atau bagi lembarnya, lalu unggah lagi."
    )
    return block("sheet_too_wide", message, cell=cell)


def columns_missing(labels: Sequence[str]) -> Finding:
    message = N_(
        "Kolom %(columns)s tidak ditemukan di 20 baris pertama. Beri judul kolom itu, "
        "atau salin data ke contoh lembar kerja Payung, lalu unggah lagi."
    )
    return block("columns_missing", message, columns=", ".join(labels))


def columns_doubled(columns: Sequence[str], row: int) -> Finding:
    """Nobody has said which of these is meant."""
    message = N_(
        "Kolom %(columns)s sama artinya, tetapi isinya tidak sama, misalnya pada baris %(row)s. Pilih kolom mana yang "
        "dipakai; yang lain tidak dibaca."
    )
    return block("columns_doubled", message, columns=", ".join(columns), row=row)


def column_left_out(used: str, others: Sequence[str], row: int) -> Finding:
    """Somebody has said once what `used` means."""
    message = N_(
        "Kolom %(others)s tidak dibaca, karena yang dipakai kolom %(used)s. Isinya tidak sama, misalnya pada baris "
        "%(row)s."
    )
    return warn("column_left_out", message, used=used, others=", ".join(others), row=row)


def headings_missing() -> Finding:
    message = N_(
        "Judul kolom tidak ditemukan dalam 20 baris pertama. Letakkan judul kolom (NIK, Nama, Pekerjaan, Kelurahan) di "
        "atas baris pekerja dan hapus baris lain di atasnya, atau salin data ke contoh lembar kerja Payung, lalu "
        "unggah lagi."
    )
    return block("headings_missing", message)


def nobody(row: int) -> Finding:
    """Filled rows, but none that speaks of a person; row is where the headings stand."""
    message = N_(
        "Di bawah judul kolom pada baris %(row)s tidak ada baris yang memuat pekerja: NIK dan namanya kosong. Lengkapi "
        "barisnya, lalu unggah lagi."
    )
    return block("sheet_nobody", message, row=row)


def empty() -> Finding:
    message = N_(
        "Lembar ini kosong: tidak ada baris pekerja di bawah judul kolom. Isi lembarnya, lalu unggah lagi."
    )
    return block("sheet_empty", message)
