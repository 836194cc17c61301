"""Who may use which route: the table of the design, written out, against what the application says."""

import pytest

from kiosk.web import access
from tests.web.desk import print_cards, send, small_sheet

PETUGAS, MITRA, DONATUR, OPD, ADMIN, AUDITOR = ROLES = (
    "petugas",
    "mitra",
    "donatur",
    "opd",
    "admin",
    "auditor",
)
EVERYBODY = access.EVERYBODY
DESK = (PETUGAS, MITRA, ADMIN)
PAYERS = (MITRA, ADMIN)
MANDATE_READERS = (DONATUR, OPD, ADMIN, AUDITOR)
NOBODY = ()

# address → (who may GET, who may POST); NOBODY where a method is not served at all.
MATRIX = {
    "/": (ROLES, NOBODY),
    "/sehat": (EVERYBODY, NOBODY),
    "/v/<token>": (EVERYBODY, EVERYBODY),  # POST only leads back to looking
    "/kios": (EVERYBODY, EVERYBODY),
    "/masuk": (EVERYBODY, EVERYBODY),
    "/masuk/kode": (EVERYBODY, EVERYBODY),
    "/masuk/bantuan-kode": (EVERYBODY, EVERYBODY),
    "/keluar": (NOBODY, EVERYBODY),
    "/bahasa": (NOBODY, EVERYBODY),
    "/undangan/<token>": (EVERYBODY, EVERYBODY),
    "/kunci": (NOBODY, ROLES),
    "/buka-kunci": (ROLES, ROLES),
    "/akun": (ROLES, NOBODY),
    "/akun/kata-sandi": (ROLES, ROLES),
    "/akun/pastikan": (ROLES, ROLES),
    "/akun/langkah-kedua": (EVERYBODY, EVERYBODY),  # half signed in: the library asks for the first step
    "/akun/langkah-kedua/<token>": (NOBODY, EVERYBODY),
    "/akun/pos": (NOBODY, (PETUGAS,)),
    "/pekerja": ((*DESK, AUDITOR), (*DESK, AUDITOR)),  # POST only finds
    "/pekerja/layanan": ((PETUGAS, AUDITOR), (PETUGAS,)),
    "/pekerja/baru": ((*DESK, AUDITOR), DESK),
    "/pekerja/baru/nik": (NOBODY, DESK),
    "/pekerja/baru/draf": (NOBODY, DESK),
    "/pekerja/baru/draf/pembuangan": (NOBODY, DESK),
    "/pekerja/formulir.pdf": ((*DESK, AUDITOR), NOBODY),
    "/pekerja/<reg_no>": ((*DESK, AUDITOR), NOBODY),
    "/pekerja/<reg_no>/nik": (NOBODY, (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/bukti.pdf": ((*DESK, AUDITOR), NOBODY),
    "/pekerja/<reg_no>/perlindungan.pdf": ((*DESK, AUDITOR), NOBODY),
    "/pekerja/<reg_no>/berakhir": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/berakhir/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pekerja/<reg_no>/klaim": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/klaim/baru": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/klaim/<no>/lapor-bpjs": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/lengkapi": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/langkah": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/meninggal": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/perlindungan.pdf": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/klaim/<no>/keluarga.pdf": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/klaim/<no>/berkas/<code>": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/berkas/<int:number>": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/berkas/<int:number>/pembuangan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/ahli-waris": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/ahli-waris/kontak": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/klaim/<no>/ahli-waris/penghapusan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/data.pdf": (NOBODY, (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/pembekuan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/pembekuan/pencabutan": (NOBODY, (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/penarikan-persetujuan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/persetujuan-baru": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/persetujuan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pekerja/<reg_no>/foto": ((*DESK, AUDITOR), DESK),
    "/persetujuan/<version>": (EVERYBODY, NOBODY),
    "/pekerja/<reg_no>/koreksi": ((*DESK, AUDITOR), DESK),
    "/pekerja/<reg_no>/gabung": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pekerja/<reg_no>/kembar": (NOBODY, (ADMIN,)),
    "/belum-lengkap": ((*DESK, AUDITOR), NOBODY),
    "/pekerja/<reg_no>/dukcapil": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/dukcapil/penyelesaian": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/ditolak-bpjs": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/pekerja/<reg_no>/ditolak-bpjs/penyelesaian": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/menunggu": ((*DESK, DONATUR, AUDITOR), NOBODY),
    "/berakhir": ((*DESK, DONATUR, AUDITOR), NOBODY),
    "/berakhir.pdf": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/berakhir/penerus": ((MITRA, ADMIN, AUDITOR), (MITRA, ADMIN)),
    "/berakhir/<reg_no>/dihubungi": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pekerja/<reg_no>/telepon": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/kartu": ((*DESK, AUDITOR), NOBODY),
    "/kartu/lembar": ((*DESK, AUDITOR), DESK),
    "/kartu/lembar/<no>": ((*DESK, AUDITOR), NOBODY),
    "/kartu/lembar/<no>.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/lembar/<no>/<int:part>.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/lembar/<no>/hasil": ((*DESK, AUDITOR), DESK),
    "/kartu/lembar/<no>/berkas": ((*DESK, AUDITOR), DESK),
    "/kartu/lembar/<no>/daftar.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/serah-terima": ((*DESK, AUDITOR), DESK),
    "/kartu/serah-terima.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/<serial>/serah-terima": ((*DESK, AUDITOR), DESK),
    "/kartu/<serial>/serah-terima/pembatalan": ((*DESK, AUDITOR), DESK),
    "/kartu/<serial>/belum-diserahkan": ((*DESK, AUDITOR), DESK),
    "/kartu/<serial>/tempat-ambil": ((*DESK, AUDITOR), DESK),
    "/kartu/<serial>.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/<serial>/pengganti": ((*DESK, AUDITOR), DESK),
    "/kartu/printer": ((*DESK, AUDITOR), DESK),
    "/kartu/printer/uji.pdf": ((*DESK, AUDITOR), NOBODY),
    "/kartu/teks": ((ADMIN, AUDITOR), (ADMIN,)),
    "/kartu/teks/contoh": ((ADMIN, AUDITOR), (ADMIN,)),
    "/kartu/teks/contoh.pdf": ((ADMIN, AUDITOR), NOBODY),
    "/kartu/stok": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/kartu/harian": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/kartu/harian.pdf": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/perusahaan": ((*DESK, AUDITOR), (*DESK, AUDITOR)),  # POST only finds
    "/perusahaan/baru": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/perusahaan/<code>": ((*DESK, AUDITOR), NOBODY),
    "/perusahaan/<code>/ubah": ((*DESK, AUDITOR), DESK),
    "/perusahaan/<code>/keadaan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/perusahaan/<code>/kontak": ((*DESK, AUDITOR), DESK),
    "/perusahaan/<code>/kontak/<int:contact>/telepon": ((*DESK, AUDITOR), DESK),
    "/perusahaan/<code>/kontak/<int:contact>/penghapusan": ((*DESK, AUDITOR), DESK),
    "/pekerja/<reg_no>/batch": ((PETUGAS, MITRA, AUDITOR), (PETUGAS, MITRA)),
    "/batch/<no>/pos": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/pos/penutupan": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>/pencabutan": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>/pencabutan/pembatalan": ((*DESK, AUDITOR), DESK),
    "/batch": ((*DESK, AUDITOR), NOBODY),
    "/batch/baru": ((*DESK, AUDITOR), DESK),
    "/batch/contoh.xlsx": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/lembar": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/batal": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>/pengecualian": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>/pengembalian": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/bulan-kosong": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris-sama": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/galat.xlsx": (DESK, NOBODY),
    "/batch/<no>/batal/kemajuan": ((*DESK, AUDITOR), NOBODY),
    "/batch/dari-menunggu": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/dari-menunggu": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/baris/<int:row>/pengganti": ((*PAYERS, AUDITOR), PAYERS),
    "/batch/lembar-sama": (NOBODY, DESK),
    "/batch/<no>/kolom/<int:upload>": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/kolom/<int:upload>/penyingkiran": ((*DESK, AUDITOR), DESK),
    "/perusahaan/<code>/kolom": ((*DESK, AUDITOR), NOBODY),
    "/perusahaan/<code>/kolom/<int:number>/penghapusan": (NOBODY, DESK),
    "/batch/<no>/kartu": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/kepesertaan": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/tagihan": ((*DESK, AUDITOR), PAYERS),
    "/batch/<no>/tagihan.pdf": ((*PAYERS, AUDITOR), NOBODY),
    "/batch/<no>/piagam.pdf": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/laporan/<month>.pdf": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/persetujuan": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/persetujuan.pdf": ((*DESK, AUDITOR), NOBODY),
    "/batch/<no>/persetujuan/<int:paper>": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/persetujuan/<int:paper>/pembuangan": ((*DESK, AUDITOR), DESK),
    "/batch/<no>/pembayaran": ((*PAYERS, AUDITOR), PAYERS),
    "/tagihan": ((*PAYERS, AUDITOR), NOBODY),
    "/tagihan/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/tagihan/<no>": ((*PAYERS, AUDITOR), NOBODY),
    "/tagihan/<no>.pdf": ((*PAYERS, AUDITOR), NOBODY),
    "/tagihan/<no>/kepesertaan": ((*PAYERS, AUDITOR), NOBODY),
    "/tagihan/<no>/kode-iuran": ((ADMIN, AUDITOR), (ADMIN,)),
    "/tagihan/<no>/bukti-bpjs": ((ADMIN, AUDITOR), (ADMIN,)),
    "/tagihan/<no>/pembatalan": ((*PAYERS, AUDITOR), PAYERS),
    "/tagihan/<no>/pembayaran": ((*PAYERS, AUDITOR), PAYERS),
    "/tagihan/<no>/kredit": ((*PAYERS, AUDITOR), PAYERS),
    "/bpjs": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/ditolak": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/<no>/pengiriman": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/hari-penyerahan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/baris/<int:number>/pencabutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/baris/<int:number>/jawaban": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/baris/<int:number>/pembetulan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pembayaran": ((ADMIN, AUDITOR), NOBODY),
    "/pembayaran/<no>": ((*PAYERS, AUDITOR), NOBODY),
    "/pembayaran/<no>/bukti": ((*PAYERS, AUDITOR), NOBODY),
    "/pembayaran/<no>/konfirmasi": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pembayaran/<no>/penolakan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pembayaran/<no>/pembalikan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/pesan": ((*DESK, AUDITOR), NOBODY),
    "/pesan/<int:number>/disampaikan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/pesan/<int:number>/ulang": ((PETUGAS, ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/balasan/<no>/kolom": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>/galat.xlsx": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>/baca-ulang": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>/kelengkapan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>/kata": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/balasan/<no>/penarikan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/judul": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/susunan": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/susunan/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/susunan/contoh": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/susunan/<int:layout>": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/susunan/<int:layout>/keadaan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/ekspor": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/salin": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/salin/<int:line>": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/salin/<int:line>/diketik": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/<no>/salin/<int:line>/belum-diketik": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/cocok": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/cocok.xlsx": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/cocok/<int:number>/penyelesaian": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/cocok/<int:number>/penyelesaian/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/surat": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/surat/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/surat/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/bpjs/surat/<no>.pdf": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/surat/<no>/penolakan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/bpjs/surat/<no>/penolakan/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/asn": (EVERYBODY, NOBODY),
    "/asn/daftar": (EVERYBODY, EVERYBODY),
    "/asn/daftar/kontak": (EVERYBODY, EVERYBODY),
    "/asn/daftar/surel": (EVERYBODY, EVERYBODY),
    "/asn/daftar/pembuangan": (NOBODY, EVERYBODY),
    "/asn/tautan/<token>": (EVERYBODY, EVERYBODY),
    "/asn/saya/data": ((DONATUR,), (DONATUR,)),
    "/opd/<code>/tautan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/asn/daftar/pekerja": ((DONATUR,), NOBODY),
    "/asn/daftar/pekerja/pilih": ((DONATUR,), (DONATUR,)),
    "/asn/daftar/pekerja/usul": ((DONATUR,), (DONATUR,)),
    "/asn/daftar/pekerja/<int:pledge>/lepas": ((DONATUR,), (DONATUR,)),
    "/asn/daftar/pekerja/ganti": ((DONATUR,), NOBODY),
    "/asn/saya": ((DONATUR,), NOBODY),
    "/asn/saya/tanda-terima/<int:year>.pdf": ((DONATUR,), NOBODY),
    "/asn/daftar/pilihan": ((DONATUR,), (DONATUR,)),
    "/asn/daftar/kuasa": ((DONATUR,), (DONATUR,)),
    "/asn/kuasa/<no>": (MANDATE_READERS, NOBODY),
    "/asn/kuasa/<no>.pdf": (MANDATE_READERS, MANDATE_READERS),  # POST only looks, and notes who
    "/asn/kuasa/<no>/berkas": ((DONATUR,), (DONATUR,)),
    "/asn/kuasa/<no>/berkas/<what>": (MANDATE_READERS, (DONATUR, OPD, ADMIN)),
    "/asn/kuasa/<no>/pencabutan": ((DONATUR,), (DONATUR,)),
    "/asn/kuasa/<no>/penolakan": ((DONATUR,), (DONATUR,)),
    "/opd": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/ikut": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/belum-ikut": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/belum-ikut.xlsx": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/kota/daftar": ((ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/surat-kuasa": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/pekerja": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/laporan.pdf": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/rekapitulasi.pdf": ((ADMIN, AUDITOR), NOBODY),
    "/opd/rekapitulasi.xlsx": ((ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/keluar": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/berkas": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/berkas/<no>": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/berkas/<no>/nip": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/berkas/<no>/penerimaan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/berkas/<no>/penolakan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/berkas/<no>/pencabutan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN, AUDITOR)),  # POST only finds
    "/opd/<code>/nama": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/pindah/<int:number>": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/unit-kosong": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/pegawai": ((ADMIN, AUDITOR), (ADMIN,)),
    "/opd/pegawai/contoh.xlsx": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/pegawai": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/pegawai/<no>": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/opd/<code>/pegawai/<no>/kolom": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/pegawai/<no>/penerapan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/pegawai/<no>/pembatalan": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/opd/<code>/pegawai/<no>/galat.xlsx": ((OPD, ADMIN, AUDITOR), (OPD, ADMIN)),
    "/debit": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>": ((ADMIN, AUDITOR), NOBODY),
    "/debit/<month>/<int:number>/kelanjutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/segel": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/pembukaan-segel": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/penyerahan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/berkas": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/penolakan-bank": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/lembar-kendali.pdf": ((ADMIN, AUDITOR), NOBODY),
    "/debit/<month>/<int:number>/baris": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),  # POST only finds
    "/debit/<month>/<int:number>/baris/<key>": ((ADMIN, AUDITOR), NOBODY),
    "/debit/<month>/<int:number>/baris/<key>/jawaban": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/<month>/<int:number>/dilewati": ((ADMIN, AUDITOR), NOBODY),
    "/debit/<month>/<int:number>/balasan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/balasan/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/debit/balasan/<no>/kelanjutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/balasan/<no>/baca-ulang": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/balasan/<no>/penyelesaian": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/balasan/<no>/perlu-dilihat.xlsx": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/penerusan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/gagal": ((ADMIN, AUDITOR), NOBODY),
    "/debit/gagal/<key>/beres": ((ADMIN, AUDITOR), (ADMIN,)),
    "/debit/kelebihan": ((ADMIN, AUDITOR), NOBODY),
    "/debit/kelebihan/<no>": ((ADMIN, AUDITOR), (ADMIN,)),
    "/opd/<code>/debet-gagal": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/asn/saya/pekerja/<int:pledge>/ganti": ((DONATUR,), (DONATUR,)),
    "/admin/bobot-seleksi": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/libur": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/libur/<day>/hapus": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/plkk": ((ADMIN, AUDITOR), NOBODY),
    "/admin/plkk/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/plkk/<code>/koreksi": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/plkk/<code>/hapus": ((ADMIN, AUDITOR), (ADMIN,)),
    "/iuran": (ROLES, NOBODY),
    "/admin/iuran": ((ADMIN, AUDITOR), NOBODY),
    "/admin/iuran/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/iuran/<int:tariff_id>/pengganti": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/iuran/<int:tariff_id>/pencabutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/iuran/keputusan/<kind>": ((ADMIN, AUDITOR), (ADMIN,)),
    "/cakupan": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/cakupan/ringkasan.xlsx": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/cakupan/laporan": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/cakupan/laporan/<month>.pdf": ((OPD, ADMIN, AUDITOR), NOBODY),
    "/cakupan/evaluasi": ((PETUGAS, OPD, ADMIN, AUDITOR), NOBODY),
    "/cakupan/evaluasi/hitung-ulang": ((ADMIN, AUDITOR), (ADMIN,)),
    "/cakupan/evaluasi/orang": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/cakupan/evaluasi/orang.xlsx": ((ADMIN, AUDITOR), (ADMIN,)),
    "/cakupan/orang": ((ADMIN, AUDITOR), NOBODY),
    "/cakupan/orang.xlsx": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),
    "/cakupan/lembar": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),
    "/cakupan/lembar/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/cakupan/lembar/<no>.xlsx": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),
    "/program": ((ADMIN, AUDITOR), NOBODY),
    "/program/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/program/<no>/ubah": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>/penutupan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>/pembukaan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>/orang": ((ADMIN, AUDITOR), NOBODY),
    "/program/<no>/berpulang": ((ADMIN, AUDITOR), NOBODY),
    "/program/<no>/di-luar": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>/orang.xlsx": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),
    "/program/miskin": ((ADMIN, AUDITOR), NOBODY),
    "/program/miskin/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/kerja": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/program/miskin/penyerahan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/serahan": ((ADMIN, AUDITOR), NOBODY),
    "/program/miskin/serahan/<int:number>/pengembalian": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/program/miskin/<no>/kolom": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/<no>/penarikan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/<no>/baris/<int:number>": ((PETUGAS, ADMIN, AUDITOR), NOBODY),
    "/program/miskin/<no>/baris/<int:number>/pencocokan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/program/miskin/<no>/baris/<int:number>/penutupan": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/program/miskin/<no>/baris/<int:number>/kelurahan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/miskin/<no>/baris/<int:number>/pengembalian": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/program/miskin/<no>/baris/<int:number>/pendaftaran": ((PETUGAS, ADMIN, AUDITOR), (PETUGAS, ADMIN)),
    "/program/<no>/seleksi": ((ADMIN, AUDITOR), NOBODY),
    "/program/<no>/seleksi/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/seleksi/<no>": ((ADMIN, AUDITOR), NOBODY),
    "/program/seleksi/<no>/orang": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),  # POST only finds
    "/program/seleksi/<no>/keputusan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/seleksi/<no>/pembatalan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/seleksi/<no>/penarikan-ulang": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/seleksi/<no>/kelanjutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/seleksi/<no>/lampiran.pdf": ((ADMIN, AUDITOR), NOBODY),
    "/program/seleksi/<no>/lampiran.xlsx": ((ADMIN, AUDITOR), (ADMIN,)),
    "/program/<no>/tagihan": ((ADMIN, AUDITOR), NOBODY),
    "/program/<no>/tagihan/<month>": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/angka": ((ADMIN, AUDITOR), NOBODY),
    "/admin/angka/baru": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/angka/<int:figure_id>/pencabutan": ((ADMIN, AUDITOR), (ADMIN,)),
    "/admin/pengguna": ((ADMIN, AUDITOR), NOBODY),
    "/admin/pengguna/undangan": ((ADMIN,), (ADMIN,)),
    "/admin/pengguna/undangan/<int:invite_id>/penarikan": (NOBODY, (ADMIN,)),
    "/admin/pengguna/<int:user_id>/keadaan": (NOBODY, (ADMIN,)),
    "/admin/jejak": ((ADMIN, AUDITOR), (ADMIN, AUDITOR)),  # POST only finds
}
# Served, but no page of ours: files, and a choice of the library that we have only one of.
BESIDE_THE_PAGES = ("static", "bootstrap.static", "security.static", "security.tf_select")
OWN_ACCOUNT = (
    "/akun/kata-sandi", "/akun/pastikan", "/akun/langkah-kedua", "/akun/langkah-kedua/<token>", "/keluar",
    "/kunci", "/buka-kunci", "/bahasa", "/masuk", "/masuk/kode", "/masuk/bantuan-kode", "/undangan/<token>",
    "/asn/daftar", "/asn/daftar/kontak", "/asn/daftar/surel", "/asn/daftar/pembuangan", "/asn/tautan/<token>",
)  # fmt: skip
FINDS_ONLY = (
    "/pekerja",
    "/perusahaan",
    "/opd/<code>",
    "/admin/jejak",
    "/kios",
    "/v/<token>",
    "/asn/kuasa/<no>.pdf",
    "/debit/<month>/<int:number>/baris",
    "/program/seleksi/<no>/orang",
)
# Names with masked NIKs, by a press that is written down; nothing of anybody's changes.
TAKES_ALONG = (
    "/cakupan/orang.xlsx", "/cakupan/lembar", "/cakupan/lembar/<no>.xlsx", "/program/<no>/orang.xlsx",
)  # fmt: skip
MAKES_ONLY = "/admin/pengguna/undangan"  # a form with nothing to look at
# The second holds full NIKs; a donor's own facts are in no list.
OF_A_DONOR = (
    "/asn/daftar/pilihan",
    "/asn/daftar/kuasa",
    "/asn/kuasa/<no>/berkas",
    "/asn/kuasa/<no>/pencabutan",
    "/asn/kuasa/<no>/penolakan",
    "/asn/daftar/pekerja/ganti",
    "/asn/saya/data",
    "/asn/daftar/pekerja",
    "/asn/daftar/pekerja/pilih",
    "/asn/daftar/pekerja/usul",
    "/asn/daftar/pekerja/<int:pledge>/lepas",
    "/asn/saya",
    "/asn/saya/tanda-terima/<int:year>.pdf",
    "/asn/saya/pekerja/<int:pledge>/ganti",
)  # one's own: nobody else has such pages; fmt: skip
NOT_FOR_THE_AUDITOR = (MAKES_ONLY, "/batch/<no>/galat.xlsx", *OF_A_DONOR)


def served(app) -> dict[str, tuple]:
    """The same table as the application has it; several routes may share one address."""
    found = {}
    for route in app.url_map.iter_rules():
        if route.endpoint in BESIDE_THE_PAGES:
            continue
        get, post = found.get(route.rule, (NOBODY, NOBODY))
        if "GET" in route.methods:
            get = access.rule_of(route.endpoint, "GET")
        if "POST" in route.methods:
            post = access.rule_of(route.endpoint, "POST")
        found[route.rule] = (get, post)
    return found


def as_set(rule):
    return rule if rule == EVERYBODY or rule is None else frozenset(rule)


def test_every_route_carries_a_rule(app):
    with app.app_context():
        without = [
            f"{method} {route.rule} ({route.endpoint})"
            for route in app.url_map.iter_rules()
            for method in sorted(route.methods & {"GET", "POST"})
            if access.rule_of(route.endpoint, method) is None
        ]
    assert without == []


def test_every_route_stands_in_the_table_and_every_line_is_served(app):
    with app.app_context():
        assert set(served(app)) == set(MATRIX)


@pytest.mark.parametrize("address", MATRIX)
def test_rule_is_the_design_s(app, address):
    with app.app_context():
        get, post = served(app).get(address, (None, None))
    assert (as_set(get), as_set(post)) == tuple(map(as_set, MATRIX[address]))


def test_auditor_may_look_at_everything_and_change_nothing_when_the_table_is_read():
    for address, (get, post) in MATRIX.items():
        assert get in (NOBODY, EVERYBODY) or AUDITOR in get or address in NOT_FOR_THE_AUDITOR, address
        harmless = (*OWN_ACCOUNT, *FINDS_ONLY, *TAKES_ALONG)
        assert post == EVERYBODY or AUDITOR not in post or address in harmless, address


def addresses(things, people, token: str = "tidak-ada") -> dict[str, str]:
    """Each address of the table with a real object in it."""
    return {
        rule: rule.replace("<reg_no>", things.worker)
        .replace("/kartu/lembar/<no>", f"/kartu/lembar/{things.run}")
        .replace("/cakupan/lembar/<no>", f"/cakupan/lembar/{things.coverage_sheet}")
        .replace("/tagihan/<no>", f"/tagihan/{things.bill}")
        .replace("/pembayaran/<no>", f"/pembayaran/{things.payment}")
        .replace("/program/miskin/<no>/baris/<int:number>", f"/program/miskin/{things.poverty}/baris/2")
        .replace("/program/miskin/serahan/<int:number>", f"/program/miskin/serahan/{things.poverty_handover}")
        .replace("/program/miskin/<no>", f"/program/miskin/{things.poverty}")
        .replace("/program/seleksi/<no>", f"/program/seleksi/{things.selection}")
        .replace("/program/<no>", f"/program/{things.programme}")
        .replace("/bpjs/balasan/<no>", f"/bpjs/balasan/{things.answer}")
        .replace("/bpjs/cocok/<int:number>", f"/bpjs/cocok/{things.mismatch}")
        .replace("/bpjs/surat/<no>", f"/bpjs/surat/{things.letter}")
        .replace("/opd/<code>/pegawai/<no>", f"/opd/{things.opd}/pegawai/{things.roster}")
        .replace("/opd/<code>/berkas/<no>", f"/opd/{things.opd}/berkas/{things.mandate}")
        .replace("/asn/kuasa/<no>", f"/asn/kuasa/{things.mandate}")
        .replace("/debit/<month>/<int:number>", f"/debit/{things.debit}/1")
        .replace("/debit/<month>", f"/debit/{things.debit}")
        .replace("/debit/balasan/<no>", f"/debit/balasan/{things.debit_answer}")
        .replace("/debit/gagal/<key>", f"/debit/gagal/{things.debit_failed}")
        .replace("/debit/kelebihan/<no>", f"/debit/kelebihan/{things.debit_payment}")
        .replace("/klaim/<no>/berkas/<int:number>", f"/klaim/{things.claim}/berkas/{things.claim_paper}")
        .replace("/klaim/<no>/berkas/<code>", f"/klaim/{things.claim}/berkas/ktp")
        .replace("/klaim/<no>", f"/klaim/{things.claim}")
        .replace("/admin/plkk/<code>", "/admin/plkk/rsi-sultan-agung")
        .replace("<day>", "2027-01-01")
        .replace("<key>", things.debit_line)
        .replace("<what>", "ktp")
        .replace("/bpjs/<no>", f"/bpjs/{things.submission}")
        .replace("<int:pledge>", str(things.pledge))
        .replace("<int:year>", "2026")
        .replace("<int:layout>", str(things.layout))
        .replace("<int:line>", "1")
        .replace("/bpjs/<no>/baris/<int:number>", f"/bpjs/{things.submission}/baris/1")
        .replace("/bpjs/<no>", f"/bpjs/{things.submission}")
        .replace("<no>", things.batch)
        .replace(
            "<int:upload>", str(things.post_upload if things.batch == things.post_batch else things.upload)
        )
        .replace("/perusahaan/<code>", "/perusahaan/sinar")
        .replace("<int:contact>", str(things.contact))
        .replace("<serial>", things.card.serial)
        .replace("<code>", things.opd)
        .replace("<int:part>", "1")
        .replace("<int:paper>", str(things.signed_list))
        .replace("<month>", things.month)
        .replace("<int:user_id>", str(people["mitra2"].id))
        .replace("<int:invite_id>", "1")
        .replace("<int:tariff_id>", "1")
        .replace("<int:figure_id>", "1")
        .replace("<int:number>", str(things.message))
        .replace("<kind>", "csr")
        .replace("<int:row>", str(things.post_row if things.batch == things.post_batch else things.row))
        .replace("/v/<token>", f"/v/{things.card.token}")
        .replace("<token>", token)
        .replace("<version>", "2026-11")
        for rule in MATRIX
    }


def test_auditor_really_opens_every_page(client_for, things, people):
    client, opened = client_for("auditor"), {}
    for rule, address in addresses(things, people).items():
        if MATRIX[rule][0] not in (NOBODY, EVERYBODY) and rule not in NOT_FOR_THE_AUDITOR:
            opened[rule] = client.get(address).status_code
    straight_on = dict.fromkeys(
        (
            "/buka-kunci",
            "/batch/<no>/lembar",
            "/batch/<no>/batal/kemajuan",
            "/batch/<no>/baris/<int:row>/pengecualian",
            "/batch/<no>/baris/<int:row>/pengembalian",
            "/batch/<no>/bulan-kosong",
            "/batch/<no>/baris-sama",
            "/batch/<no>/kolom/<int:upload>/penyingkiran",
            "/batch/<no>/tagihan",
            "/klaim/<no>/berkas/<int:number>",
            "/klaim/<no>/ahli-waris/kontak",
            "/berakhir.pdf",
            "/berakhir/penerus",
            "/perusahaan/<code>/kontak/<int:contact>/telepon",
            "/perusahaan/<code>/kontak/<int:contact>/penghapusan",
            "/batch/<no>/pos/penutupan",
            "/batch/<no>/baris/<int:row>/pencabutan/pembatalan",
            "/batch/<no>/persetujuan/<int:paper>",
            "/batch/<no>/persetujuan/<int:paper>/pembuangan",
            "/tagihan/<no>/kode-iuran",
            "/tagihan/<no>/bukti-bpjs",
            "/tagihan/<no>/kredit",
            "/bpjs/baru",
            "/bpjs/cocok.xlsx",
            "/bpjs/cocok/<int:number>/penyelesaian/pembatalan",
            "/bpjs/surat/baru",
            "/bpjs/surat/<no>.pdf",
            "/bpjs/surat/<no>/penolakan/pembatalan",
            "/bpjs/balasan/<no>/galat.xlsx",
            "/bpjs/balasan/<no>/baca-ulang",
            "/bpjs/balasan/<no>/kelengkapan",
            "/bpjs/balasan/<no>/kata",
            "/bpjs/balasan/<no>/penarikan",
            "/bpjs/<no>/pengiriman",
            "/bpjs/<no>/hari-penyerahan",
            "/pembayaran/<no>/konfirmasi",
            "/pesan/<int:number>/disampaikan",
            "/pesan/<int:number>/ulang",
            "/pekerja/layanan",
            "/pekerja/<reg_no>/telepon",
            "/kartu/teks/contoh",
            "/kartu/lembar/<no>/hasil",
            "/kartu/lembar/<no>/berkas",
            "/kartu/<serial>/serah-terima/pembatalan",
            "/kartu/<serial>/belum-diserahkan",
            "/kartu/<serial>/tempat-ambil",
            "/bpjs/susunan/contoh",
            "/bpjs/susunan/<int:layout>/keadaan",
            "/bpjs/<no>/salin/<int:line>",
            "/bpjs/<no>/salin/<int:line>/diketik",
            "/bpjs/<no>/salin/<int:line>/belum-diketik",
            "/asn/kuasa/<no>.pdf",
            "/asn/kuasa/<no>/berkas/<what>",
            "/opd/<code>/berkas/<no>/nip",
            "/opd/<code>/berkas/<no>/penerimaan",
            "/opd/<code>/pindah/<int:number>",
            "/opd/<code>/pegawai/<no>/penerapan",
            "/opd/<code>/pegawai/<no>/pembatalan",
            "/opd/<code>/pegawai/<no>/galat.xlsx",
            "/opd/<code>/belum-ikut.xlsx",
            "/program/miskin/<no>/baris/<int:number>/pencocokan",
            "/program/miskin/<no>/baris/<int:number>/penutupan",
            "/program/miskin/<no>/baris/<int:number>/kelurahan",
            "/program/miskin/<no>/baris/<int:number>/pengembalian",
            "/program/miskin/<no>/baris/<int:number>/pendaftaran",
            "/program/miskin/serahan/<int:number>/pengembalian",
            "/cakupan/orang.xlsx",
            "/cakupan/lembar",
            "/cakupan/lembar/<no>.xlsx",
            "/cakupan/evaluasi/hitung-ulang",
            "/cakupan/evaluasi/orang.xlsx",
            "/program/<no>/orang.xlsx",
            "/program/<no>/pembukaan",
            "/program/seleksi/<no>/penarikan-ulang",
            "/program/seleksi/<no>/kelanjutan",
            "/program/seleksi/<no>/lampiran.xlsx",
            "/debit/<month>/<int:number>/kelanjutan",
            "/debit/<month>/<int:number>/berkas",
            "/debit/balasan/<no>/kelanjutan",
            "/debit/balasan/<no>/baca-ulang",
            "/debit/balasan/<no>/penyelesaian",
            "/debit/gagal/<key>/beres",
            "/debit/balasan/<no>/perlu-dilihat.xlsx",
        ),
        303,
    )  # nothing to see; fmt: skip
    nothing_paid = {"/batch/<no>/piagam.pdf": 404, "/program/seleksi/<no>/lampiran.pdf": 404}
    assert opened == dict.fromkeys(opened, 200) | straight_on | nothing_paid


def test_auditor_is_refused_every_change(client_for, things, people):
    client, answers = client_for("auditor"), {}
    for rule, address in addresses(things, people).items():
        if MATRIX[rule][1] != NOBODY and rule not in (*OWN_ACCOUNT, *FINDS_ONLY, *TAKES_ALONG):
            answers[rule] = send(client, address).status_code
    assert answers == dict.fromkeys(answers, 403)


@pytest.mark.parametrize("role", ROLES)
def test_role_that_is_not_named_is_refused(client_for, things, people, role):
    """By GET and by POST, with real objects; nobody gets past the table by naming an address."""
    client, let_in = client_for(role), []
    for rule, address in addresses(things, people).items():
        get, post = MATRIX[rule]
        if get not in (NOBODY, EVERYBODY) and role not in get and client.get(address).status_code != 403:
            let_in.append(f"GET {rule}")
        if post not in (NOBODY, EVERYBODY) and role not in post and send(client, address).status_code != 403:
            let_in.append(f"POST {rule}")
    assert let_in == []


def test_nobody_signed_in_is_asked_to_sign_in(stranger, things, people):
    for rule, address in addresses(things, people).items():
        if MATRIX[rule][0] not in (NOBODY, EVERYBODY):
            answer = stranger.get(address)
            assert answer.status_code == 302, rule
            assert answer.location.startswith("/masuk?next="), rule


# address with a thing → who comes, and what they get: owner, colleague, stranger, and everybody else worth naming.
SCOPE_PARTS = 6  # so that several processes share the work
SCOPE = {
    "/pekerja/{worker}": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "mitra2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{mitra_worker}": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "admin": 200, "auditor": 200,
    },
    "/berakhir/{worker}/dihubungi": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/dukcapil": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/koreksi": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "mitra2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{mitra_worker}/koreksi": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/gabung": {"petugas": 403, "rekan": 403, "mitra": 403, "admin": 200, "auditor": 200},
    "/pekerja/{worker}/foto": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "mitra2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{mitra_worker}/foto": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/bukti.pdf": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{mitra_worker}/bukti.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403},
    "/pekerja/{worker}/perlindungan.pdf": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{mitra_worker}/perlindungan.pdf": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "donatur": 403, "opd": 403,
    },
    "/pekerja/{worker}/klaim": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200, "donatur": 403,
    },
    "/klaim/{claim}": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200, "opd": 403,
    },
    "/klaim/{claim}/keluarga.pdf": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200, "donatur": 403,
    },
    "/klaim/{claim}/berkas/ktp": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/berkas/{claim_paper}/pembuangan": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200, "mitra": 403,
    },
    "/klaim/{claim}/ahli-waris": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/lengkapi": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/langkah": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/lapor-bpjs": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/meninggal": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/klaim/{claim}/perlindungan.pdf": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200, "donatur": 403,
    },
    "/pekerja/{worker}/berakhir": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "mitra2": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/berakhir/pembatalan": {
        "petugas": 403, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/pekerja/{worker}/pembekuan": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/pekerja/{worker}/penarikan-persetujuan": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200},
    "/pekerja/{worker}/persetujuan-baru": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200},
    "/kartu/{card.serial}.pdf": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200},
    "/kartu/{mitra_card.serial}.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403},
    "/kartu/{card.serial}/pengganti": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "mitra2": 403, "admin": 200, "auditor": 200,
    },
    "/kartu/{mitra_card.serial}/pengganti": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "admin": 200, "auditor": 200,
    },
    "/kartu/printer?pos=johar": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200, "auditor": 200},
    "/kartu/printer/uji.pdf?pos=johar": {"petugas": 200, "rekan": 200, "petugas2": 403, "admin": 200},
    "/kartu/{card.serial}/serah-terima": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/kartu/{mitra_card.serial}/serah-terima": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas2": 403, "admin": 200,
    },
    "/kartu/lembar/{run}/daftar.pdf": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200,
    },
    "/kartu/lembar/{mitra_run}/daftar.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/lembar/{run}": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200},
    "/kartu/lembar/{run}.pdf": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200},
    "/kartu/lembar/{run}/1.pdf": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "auditor": 200},
    "/kartu/lembar/{batch_run}/1.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/lembar/{mitra_run}": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/lembar/{mitra_run}.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/lembar/{batch_run}": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/lembar/{batch_run}.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403},
    "/kartu/stok?pos=johar": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/kartu/harian?pos=johar": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/kartu/harian.pdf?pos=johar": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/batch/{batch}/kolom/{upload}": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{post_batch}/kolom/{post_upload}": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra2": 403},
    "/perusahaan/sinar/kolom": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 200, "auditor": 200},
    "/perusahaan/sinar": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 200, "admin": 200, "auditor": 200, "opd": 403,
    },
    "/perusahaan/sinar/ubah": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200},
    "/perusahaan/sinar/kontak": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 200, "admin": 200},
    "/perusahaan/sinar/keadaan": {"mitra": 403, "petugas": 403, "admin": 200, "auditor": 200},
    "/pekerja/{worker}/batch": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra2": 403, "auditor": 200},
    "/batch/{batch}/pos": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/batch/{post_batch}/pos": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403},
    "/batch/{batch}/baris/{row}": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{post_batch}/baris/{post_row}": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403,
    },
    "/batch/{batch}/galat.xlsx": {"mitra": 404, "mitra_rekan": 404, "mitra2": 403, "petugas": 403, "auditor": 403},
    "/batch/{batch}/baris/{row}/pencabutan": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{post_batch}/baris/{post_row}/pencabutan": {
        "petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403,
    },
    "/batch/{batch}/kartu": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/batch/{batch}/pembayaran": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/batch/{batch}/tagihan.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/batch/{batch}/piagam.pdf": {"mitra": 404, "mitra_rekan": 404, "mitra2": 403, "petugas": 403, "auditor": 404},
    "/batch/{batch}/laporan/{month}.pdf": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}/persetujuan": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}/persetujuan.pdf": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{post_batch}/laporan/{month}.pdf": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra2": 403},
    "/batch/{post_batch}/persetujuan": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra2": 403},
    "/tagihan/{bill}.pdf": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "auditor": 200},
    "/tagihan/{bill}": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200},
    "/tagihan/{bill}/pembayaran": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "admin": 200, "auditor": 200},
    "/tagihan/{bill}/pembatalan": {"mitra": 200, "mitra_rekan": 200, "mitra2": 403, "admin": 200, "auditor": 200},
    "/pembayaran/{payment}": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/pembayaran/{payment}/bukti": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}/batal": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}/dari-menunggu": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{batch}/baris/{row}/pengganti": {
        "mitra": 200, "mitra_rekan": 200, "mitra2": 403, "petugas": 403, "admin": 200, "auditor": 200,
    },
    "/batch/{post_batch}/batal": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403},
    "/batch/{post_batch}/dari-menunggu": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra2": 403},
    "/batch/{post_batch}": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403},
    "/batch/{post_batch}/kartu": {"petugas": 200, "rekan": 200, "petugas2": 403, "mitra": 200, "mitra2": 403},
    "/admin/iuran/1/pengganti": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/admin/iuran/1/pencabutan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/ubah": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "donatur": 403},
    "/program/{programme}/penutupan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/orang": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/berpulang": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/di-luar": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/seleksi": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/seleksi/baru": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/cakupan/lembar/{coverage_sheet}": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/seleksi/{selection}": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "donatur": 403},
    "/program/seleksi/{selection}/orang": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/seleksi/{selection}/keputusan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/seleksi/{selection}/pembatalan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/seleksi/{selection}/lampiran.pdf": {"admin": 404, "auditor": 404, "petugas": 403, "mitra": 403},
    "/program/{programme}/tagihan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/program/{programme}/tagihan/{month}": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/admin/iuran/keputusan/csr": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "donatur": 403},
    "/admin/angka/1/pencabutan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403},
    "/asn/daftar/pekerja/{pledge}/lepas": {"donatur": 200, "opd": 403, "petugas": 403, "admin": 403, "auditor": 403},
    "/asn/kuasa/{mandate}": {
        "donatur": 200, "opd": 200, "opd2": 403, "petugas": 403, "mitra": 403, "admin": 200,
        "auditor": 200,
    },
    "/asn/kuasa/{mandate}.pdf": {
        "donatur": 200, "opd": 303, "opd2": 403, "mitra": 403, "admin": 303, "auditor": 303,
    },
    "/asn/kuasa/{mandate}/berkas": {"donatur": 200, "opd": 403, "admin": 403, "auditor": 403},
    "/asn/kuasa/{mandate}/pencabutan": {"donatur": 200, "opd": 403, "admin": 403, "auditor": 403},
    "/asn/saya": {"donatur": 200, "opd": 403, "petugas": 403, "mitra": 403, "admin": 403, "auditor": 403},
    "/opd/{opd}/nama": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/unit-kosong": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/pegawai": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/pegawai/{roster}": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/pegawai/{roster}/kolom": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/tautan": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/ikut": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/belum-ikut": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/belum-ikut.xlsx": {"opd": 303, "opd2": 403, "admin": 303, "auditor": 303, "donatur": 403},
    "/opd/{opd}/surat-kuasa": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/pekerja": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/laporan.pdf": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/debet-gagal": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/admin/bobot-seleksi": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403, "donatur": 403},
    "/admin/plkk": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403, "donatur": 403},
    "/admin/plkk/rsi-sultan-agung/koreksi": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403},
    "/admin/plkk/rsi-sultan-agung/hapus": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403},
    "/admin/libur": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403, "donatur": 403},
    "/debit/gagal": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403, "donatur": 403},
    "/debit/kelebihan": {"admin": 200, "auditor": 200, "petugas": 403, "mitra": 403, "opd": 403, "donatur": 403},
    "/opd/{opd}/keluar": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/berkas": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/berkas/{mandate}": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/berkas/{mandate}/penolakan": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}/berkas/{mandate}/pencabutan": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
    "/opd/{opd}": {"opd": 200, "opd2": 403, "admin": 200, "auditor": 200, "donatur": 403},
}  # fmt: skip


@pytest.mark.parametrize("part", range(SCOPE_PARTS))
def test_thing_opens_for_owner_and_colleague_only(client_for, stranger, things, part):
    """Looking changes nothing: one set of things does for many addresses."""
    expected = {address: SCOPE[address] | {"": 302} for address in list(SCOPE)[part::SCOPE_PARTS]}
    found = {}
    for address, answers in expected.items():
        real, clients = address.format(**vars(things)), {name: client_for(name) for name in answers if name}
        found[address] = {name: client.get(real).status_code for name, client in clients.items()}
        found[address][""] = stranger.get(real).status_code
    assert found == expected


def test_thing_is_changed_by_owner_and_colleague_only(client_for, things):
    def adds_sheet(name: str) -> int:
        sheet = small_sheet((f"33740209020000{len(name):02d}", "Orang Lain"))
        data = {"client_key": f"{name:a<32}".replace("_", "b"), "consent": "y", "sheet": sheet}
        return send(client_for(name), f"/batch/{things.batch}/lembar", data).status_code

    names = ("mitra", "mitra_rekan", "mitra2", "petugas")
    assert {name: adds_sheet(name) for name in names} == dict(zip(names, (303, 303, 403, 403), strict=True))
    asked = {name: print_cards(client_for(name), batch=things.batch).status_code for name in names}
    assert asked == dict(zip(names, (303, 303, 403, 403), strict=True))
    names = ("petugas", "rekan", "petugas2", "mitra")
    asked = {name: print_cards(client_for(name), worker=things.worker).status_code for name in names}
    assert asked == dict(zip(names, (303, 303, 403, 403), strict=True))
    revealed = {name: send(client_for(name), f"/pekerja/{things.worker}/nik").status_code for name in names}
    assert revealed == dict(zip(names, (200, 200, 403, 403), strict=True))
