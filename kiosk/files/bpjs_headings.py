"""The columns of BPJS's files: its answer to what was asked for, and its list of active members. The official template
differs by branch, so that many words are known and others are asked about once."""

from kiosk.domain.words import N_
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_layouts import is_answer

STATUS, KPJ, EFFECTIVE, REASON = "status", "kpj", "effective_on", "reason"
LABELS = {
    "nik": "NIK",
    "name": "Nama",
    STATUS: "Status",
    KPJ: "KPJ",
    EFFECTIVE: "Tanggal berlaku",
    REASON: "Alasan",
}
MEANINGS = {
    "nik": N_("NIK"),
    "name": N_("Nama"),
    STATUS: N_("Status: diterima atau ditolak"),
    KPJ: N_("Nomor KPJ"),
    EFFECTIVE: N_("Tanggal berlaku"),
    REASON: N_("Alasan ditolak"),
}
OF_MEMBERS = {**MEANINGS, STATUS: N_("Status: aktif atau tidak aktif"), REASON: N_("Keterangan")}
COMMON_MEANINGS = {**MEANINGS, STATUS: N_("Status dari BPJS"), REASON: N_("Alasan atau keterangan")}
_SYNONYMS = {
    "nik": (
        "nik, no nik, nomor nik, ktp, no ktp, nomor ktp, nik ktp, no nik ktp, nomor induk kependudukan, no identitas, "
        "nomor identitas, nik tk, nik peserta, nik tenaga kerja, no e ktp"
    ),
    "name": (
        "nama, nama lengkap, nama peserta, nama tenaga kerja, nama tk, nama pekerja, nama ktp, nama sesuai ktp, name"
    ),
    STATUS: (
        "status, status kepesertaan, status peserta, status pendaftaran, status tk, hasil, hasil verifikasi, "
        "hasil proses, status proses, status verifikasi, status data, status validasi, hasil validasi, stts"
    ),
    KPJ: (
        "kpj, no kpj, nomor kpj, no peserta, nomor peserta, no kartu, nomor kartu, no kepesertaan, nomor kepesertaan, "
        "nomor kartu peserta, no kartu peserta, kpj baru"
    ),
    EFFECTIVE: (
        "tanggal berlaku, tgl berlaku, tanggal efektif, tgl efektif, tanggal kepesertaan, tgl kepesertaan, tanggal "
        "aktif, tgl aktif, tmt, tanggal mulai, tgl mulai, mulai berlaku, tanggal awal perlindungan, tgl awal "
        "perlindungan, tanggal mulai perlindungan, awal perlindungan, tmt kepesertaan, efektif"
    ),
    REASON: (
        "alasan, keterangan, ket, alasan ditolak, alasan penolakan, alasan tolak, catatan, pesan, keterangan tolak, "
        "keterangan penolakan, keterangan gagal, remark, remarks, pesan error, error"
    ),
}
_WORDS = {
    "columns_missing": N_(
        "Kolom %(columns)s tidak ditemukan di 20 baris pertama. Beri judul kolom itu di berkas BPJS, lalu unggah lagi."
    ),
    "headings_missing": N_(
        "Judul kolom tidak ditemukan dalam 20 baris pertama. Letakkan judul kolom (NIK, dan status, KPJ, tanggal "
        "berlaku, atau alasan) di atas baris pertama, lalu unggah lagi."
    ),
    "sheet_nobody": N_(
        "Di bawah judul kolom pada baris %(row)s tidak ada baris yang memuat peserta. Periksa berkas dari BPJS, lalu "
        "unggah lagi."
    ),
    "sheet_empty": N_(
        "Berkas ini kosong: tidak ada baris peserta di bawah judul kolom. Periksa berkas dari BPJS, lalu unggah lagi."
    ),
    "sheet_too_many_rows": N_(
        "Berkas ini berisi %(count)s baris; batasnya %(limit)s peserta. Bagi menjadi beberapa berkas, lalu unggah satu "
        "per satu."
    ),
    "sheet_line_too_long": N_(
        "Baris %(row)s berkas ini lebih dari %(limit)s huruf, maka bukan tabel peserta. Simpan tabelnya sebagai .xlsx, "
        "lalu unggah lagi."
    ),
    "sheet_bomb": N_(
        "Isi berkas ini mengembang jauh melebihi ukuran wajar, sehingga tidak dibuka. Salin tabelnya saja ke berkas "
        "baru, lalu unggah lagi."
    ),
    "sheet_too_heavy": N_(
        "Isi berkas ini terlalu rumit untuk dibaca. Salin baris pesertanya saja ke berkas baru, lalu unggah lagi."
    ),
}
_WORDS_OF_MEMBERS = {
    **_WORDS,
    "headings_missing": N_(
        "Judul kolom tidak ditemukan dalam 20 baris pertama. Letakkan judul kolom, paling sedikit NIK, di atas baris "
        "pertama, lalu unggah lagi."
    ),
}

ANSWERS = Vocabulary(
    synonyms=_SYNONYMS,
    needed=(("nik",), (STATUS, KPJ, EFFECTIVE, REASON)),
    labels=LABELS,
    meanings=MEANINGS,
    is_line=is_answer,
    fewest_headings=2,
    ends_whole=True,
    asks_about=tuple(LABELS),
    words=_WORDS,
)
MEMBERS = Vocabulary(
    synonyms=_SYNONYMS,
    needed=(("nik",),),
    labels=LABELS,
    meanings=OF_MEMBERS,
    is_line=is_answer,
    fewest_headings=2,
    ends_whole=True,
    asks_about=("nik", "name", STATUS, KPJ),
    words=_WORDS_OF_MEMBERS,
)
