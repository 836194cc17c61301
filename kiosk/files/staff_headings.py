"""The columns of a department's roster: the words personnel desks use are known."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.words import N_
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_cells import EMPTY, Cell
from kiosk.files.sheet_layouts import is_total

NIP, NAME, STATUS, OPD, UNIT, JABATAN = "nip", "name", "status_asn", "opd", "unit", "jabatan"
LABELS = {NIP: "NIP", NAME: "Nama", STATUS: "Status", OPD: "OPD", UNIT: "Unit", JABATAN: "Jabatan"}
MEANINGS = {
    NIP: N_("NIP atau NI PPPK"),
    NAME: N_("Nama"),
    STATUS: N_("Status: PNS, PPPK, atau PPPK paruh waktu"),
    OPD: N_("OPD"),
    UNIT: N_("Unit"),
    JABATAN: N_("Jabatan"),
}
_SYNONYMS = {
    NIP: (
        "nip, no nip, nomor nip, nip baru, nip lama baru, nip nipppk, nip ni pppk, ni pppk, nipppk, nip pppk, nip pns, "
        "nomor induk pegawai, no induk pegawai, nip asn, nip nippk, nomor induk, nip 18 digit, nip pegawai, nip ni p3k"
    ),
    NAME: (
        "nama, nama lengkap, nama pegawai, nama asn, nama lengkap pegawai, nama pns, nama dan gelar, "
        "nama lengkap dengan gelar, nama lengkap dan gelar, nama gelar, name"
    ),
    STATUS: (
        "status, status asn, status kepegawaian, status pegawai, jenis pegawai, jenis asn, jenis kepegawaian, "
        "kedudukan, kedudukan hukum, kategori pegawai, jenis, pns pppk, pns p3k, kategori"
    ),
    OPD: (
        "opd, nama opd, perangkat daerah, nama perangkat daerah, organisasi perangkat daerah, skpd, nama skpd, "
        "instansi, instansi kerja, instansi induk, dinas, unit organisasi induk, satuan kerja perangkat daerah, "
        "unor induk"
    ),
    UNIT: (
        "unit, unit kerja, nama unit, nama unit kerja, unit organisasi, unor, nama unor, sub unit, subunit, bidang, "
        "bagian, uptd, upt, sekolah, nama sekolah, puskesmas, tempat tugas, tempat kerja, satuan kerja, lokasi kerja, "
        "penempatan, unit penempatan"
    ),
    JABATAN: "jabatan, nama jabatan, jabatan terakhir, jabatan saat ini, tugas jabatan, jab, jabatan fungsional",
}
_WORDS = {
    "columns_missing": N_(
        "Kolom %(columns)s tidak ditemukan di 20 baris pertama. Beri judul kolom itu, atau salin isinya ke contoh "
        "daftar pegawai, lalu unggah lagi."
    ),
    "headings_missing": N_(
        "Judul kolom tidak ditemukan dalam 20 baris pertama. Letakkan judul kolom (NIP, Nama, Status, OPD, Unit) di "
        "atas baris pegawai, atau salin isinya ke contoh daftar pegawai, lalu unggah lagi."
    ),
    "sheet_nobody": N_(
        "Di bawah judul kolom pada baris %(row)s tidak ada baris yang memuat pegawai: NIP dan namanya kosong. Lengkapi "
        "barisnya, lalu unggah lagi."
    ),
    "sheet_empty": N_(
        "Berkas ini kosong: tidak ada baris pegawai di bawah judul kolom. Isi lembarnya, lalu unggah lagi."
    ),
    "sheet_too_many_rows": N_(
        "Berkas ini berisi %(count)s baris; batasnya %(limit)s pegawai. Bagi menjadi beberapa berkas, lalu unggah satu "
        "per satu."
    ),
    "sheet_line_too_long": N_(
        "Baris %(row)s berkas ini lebih dari %(limit)s huruf, maka bukan daftar pegawai. Simpan tabelnya sebagai "
        ".xlsx, lalu unggah lagi."
    ),
    "sheet_bomb": N_(
        "Isi berkas ini mengembang jauh melebihi ukuran wajar, sehingga tidak dibuka. Salin tabelnya saja ke berkas "
        "baru, lalu unggah lagi."
    ),
    "sheet_too_heavy": N_(
        "Isi berkas ini terlalu rumit untuk dibaca. Salin baris pegawainya saja ke berkas baru, lalu unggah lagi."
    ),
}
_FEWEST_CELLS, _COLUMN_NUMBERS = 2, 2  # filled cells of a line; figures of "1 2 3 4" below headings


def is_staff(cells: Mapping[str, Cell]) -> bool:
    """Whether a row speaks of somebody: none is left out in silence but totals, the numbers of the columns, and what
    stands alone in a row."""
    nip, name = cells.get(NIP, EMPTY).text, cells.get(NAME, EMPTY).text
    if is_total(nip) or is_total(name) or (_is_short_number(nip) and (not name or _is_short_number(name))):
        return False
    filled = sum(1 for cell in cells.values() if cell.text)
    return any(map(str.isdigit, nip)) or (bool(name) and filled >= _FEWEST_CELLS)


def _is_short_number(text: str) -> bool:
    return text.isdigit() and len(text) <= _COLUMN_NUMBERS


STAFF = Vocabulary(
    synonyms=_SYNONYMS,
    needed=((NIP,), (NAME,)),
    labels=LABELS,
    meanings=MEANINGS,
    is_line=is_staff,
    fewest_headings=2,
    words=_WORDS,
)
# One file for the whole city says of each who is whose.
CITY_STAFF = replace(STAFF, needed=((NIP,), (NAME,), (OPD,)))
