"""What the audit trail's codes say, and which page a subject has."""

from flask_babel import gettext as _

from kiosk.domain.words import N_

ACTIONS = {
    "akun.masuk": N_("Masuk"),
    "akun.terkunci": N_("Akun terkunci setelah percobaan yang salah"),
    "akun.diundang": N_("Tautan sekali pakai dibuat"),
    "akun.undangan_ditarik": N_("Tautan ditarik kembali"),
    "akun.undangan_dipakai": N_("Tautan dipakai, kata sandi dibuat"),
    "akun.dibuka": N_("Akun dibuka kembali"),
    "akun.ditutup": N_("Akun ditutup"),
    "pekerja.didaftarkan": N_("Pekerja didaftarkan"),
    "pekerja.dihubungi": N_("Pekerja dihubungi tentang perlindungannya"),
    "berakhir.dicetak": N_("Daftar orang yang berakhir dicetak"),
    "telepon.dibuka": N_("Nomor HP ditampilkan"),
    "pertanggungan.diteruskan": N_("Orang yang berakhir ditanggung dari uang kota"),
    "pekerja.dicari": N_("Pekerja dicari"),
    "pekerja.dilayani": N_("Pekerja dilayani di pos ini"),
    "pekerja.dikoreksi": N_("Data pekerja dikoreksi"),
    "pekerja.digabung": N_("Dua data pekerja digabung"),
    "kembar.ditolak": N_("Dua data dinyatakan bukan orang yang sama"),
    "foto.disimpan": N_("Foto disimpan"),
    "isian.dibuang": N_("Isian yang belum dikirim dibuang"),
    "pekerja.dibekukan": N_("Data pekerja dibekukan"),
    "pekerja.dibuka_bekunya": N_("Pembekuan data dibuka"),
    "persetujuan.diminta": N_("Persetujuan Disnaker diminta"),
    "persetujuan.diberikan": N_("Disetujui Disnaker"),
    "persetujuan.ditolak": N_("Tidak disetujui Disnaker"),
    "persetujuan.ditarik": N_("Persetujuan pemakaian data ditarik"),
    "persetujuan.diberikan_lagi": N_("Persetujuan pemakaian data diberikan lagi"),
    "data.dicetak": N_("Lembar data pribadi dicetak"),
    "nik.dibandingkan": N_("NIK dibandingkan dengan yang diketik"),
    "nik.dibuka": N_("NIK lengkap ditampilkan"),
    "nik.ditolak_dukcapil": N_("NIK ditolak Dukcapil"),
    "nik.dukcapil_beres": N_("Penolakan Dukcapil sudah beres"),
    "kartu.dicetak": N_("Cetakan kartu diminta"),
    "kartu.hasil_cetak": N_("Hasil cetak kartu dicatat"),
    "kartu.tercetak": N_("Kartu tercetak baik"),
    "kartu.tidak_dicetak": N_("Kartu tidak jadi dicetak"),
    "kartu.berkas_dibuat_ulang": N_("Berkas cetakan dibuat ulang"),
    "kartu.gagal_cetak": N_("Kartu gagal cetak, tidak berlaku"),
    "kartu.diganti": N_("Kartu lama dibatalkan, cetakan kartu baru diminta"),
    "kartu.printer_disetel": N_("Setelan printer kartu diubah"),
    "kartu.teks_diubah": N_("Teks kartu diubah"),
    "kartu.diserahkan": N_("Kartu diserahkan"),
    "kartu.serah_terima_dibatalkan": N_("Penyerahan kartu dibatalkan"),
    "kartu.belum_diserahkan": N_("Kartu belum dapat diserahkan"),
    "kartu.tempat_ambil_diubah": N_("Tempat mengambil kartu diubah"),
    "kartu.stok_dicatat": N_("Stok kartu kosong dicatat"),
    "kartu.stok_dibatalkan": N_("Catatan stok dibatalkan"),
    "batch.dibuka": N_("Batch dibuka"),
    "batch.diperpanjang": N_("Orang yang berakhir ditanggung dalam batch"),
    "batch.dibatalkan": N_("Batch dibatalkan"),
    "batch.lembar_ditambah": N_("Lembar ditambahkan ke batch"),
    "tagihan.dibuat": N_("Tagihan dibuat"),
    "tagihan.dibatalkan": N_("Tagihan dibatalkan"),
    "pembayaran.dicatat": N_("Pembayaran dicatat"),
    "pembayaran.dikonfirmasi": N_("Pembayaran dikonfirmasi"),
    "pembayaran.ditolak": N_("Pembayaran ditolak"),
    "pembayaran.dibalik": N_("Pembayaran dibalik"),
    "pembayaran.digabung": N_("Pembayaran digabung"),
    "kredit.dipakai": N_("Kredit dipakai untuk tagihan"),
    "bulan.dilepas": N_("Bulan yang tidak dibayar dilepas"),
    "pertanggungan.diakhiri": N_("Pertanggungan diakhiri"),
    "pertanggungan.kematian_dibatalkan": N_("Catatan meninggal dunia dibatalkan"),
    "bpjs.dikonfirmasi": N_("Jawaban BPJS dicatat: berlaku"),
    "bpjs.ditolak": N_("Jawaban BPJS dicatat: ditolak"),
    "bpjs.bukti_dicatat": N_("Bukti penerimaan BPJS dicatat"),
    "pesan.disampaikan": N_("Pesan disampaikan kepada pekerja"),
    "pesan.dikirim_lagi": N_("Surel yang gagal dikirim lagi"),
    "iuran.tarif_ditambah": N_("Tarif ditambahkan"),
    "iuran.tarif_diganti": N_("Tarif diganti"),
    "iuran.tarif_dicabut": N_("Tarif dicabut"),
    "iuran.potongan_diputuskan": N_("Keputusan potongan iuran dicatat"),
    "demo.dimuat": N_("Data contoh dimuat"),
}
PAGES = {
    "pekerja": "/pekerja/",
    "batch": "/batch/",
    "cetakan": "/kartu/lembar/",
    "tagihan": "/tagihan/",
    "pembayaran": "/pembayaran/",
}
KINDS = {
    "pesan": N_("Pesan"),
    "akun": N_("Akun"),
    "undangan": N_("Undangan"),
    "pekerja": N_("Pekerja"),
    "batch": N_("Batch"),
    "tagihan": N_("Tagihan"),
    "pembayaran": N_("Pembayaran"),
    "kartu": N_("Kartu"),
    "cetakan": N_("Cetakan"),
    "printer": N_("Printer"),
    "isian": N_("Isian"),
    "pos": N_("Pos"),
    "penanggung": N_("Penanggung"),
    "bpjs": N_("BPJS"),
    "tarif": N_("Tarif"),
    "demo": N_("Data contoh"),
}


def action_words(code: str) -> str:
    """A code nobody has named shows as it is."""
    return _(ACTIONS[code]) if code in ACTIONS else code


def kind_words(kind: str) -> str:
    return _(KINDS[kind]) if kind in KINDS else kind


def subject_page(kind: str, subject: str) -> str | None:
    """The address of what a line speaks of, if it has one."""
    return PAGES[kind] + subject if subject and kind in PAGES else None
