"""What each outcome of BPJS's lines means, and what is to be done about it."""

from typing import NamedTuple

from kiosk.domain import bpjs_outcomes as outcome
from kiosk.domain.words import N_


class Remedy(NamedTuple):
    """`means` for whoever reads the counts, `next` what to do; empty where nothing is."""

    means: str
    next: str = ""


REMEDIES = {
    outcome.ACCEPTED: Remedy(
        N_(
            "BPJS menerimanya dan iurannya sudah dibayar. Perlindungannya mulai pada hari yang disebut BPJS; kartu, "
            "halaman pekerja, dan pemeriksaan kartu mengikutinya."
        ),
    ),
    outcome.LATE: Remedy(
        N_(
            "BPJS menerimanya dan iurannya sudah dibayar, tetapi BPJS memulainya sesudah bulan pertama yang dibayar: "
            "pada bulan itu orangnya tidak terlindungi."
        ),
        N_("Minta hari mulai yang lebih awal lewat Surat ke BPJS."),
    ),
    outcome.UNPAID: Remedy(
        N_("BPJS menerimanya. Perlindungannya tercatat berlaku begitu pembayaran iurannya dikonfirmasi."),
        N_("Pastikan iurannya dibayar sebelum kode iurannya berakhir."),
    ),
    outcome.MOVED: Remedy(
        N_(
            "BPJS memajukan hari mulainya, seperti yang diminta dengan surat. Bulan yang terlewat sekarang berlaku."
        )
    ),
    outcome.NUMBERED: Remedy(
        N_(
            "BPJS sudah menerimanya lebih dulu tanpa menyebut KPJ. Nomornya sekarang tercatat: kartu, halaman pekerja, "
            "dan pencarian memakainya."
        )
    ),
    outcome.KNOWN: Remedy(N_("Isinya sama dengan yang sudah dicatat. Tidak ada yang berubah.")),
    outcome.REJECTED: Remedy(
        N_(
            "BPJS menolaknya. Bulan-bulannya dilepas, dan alasannya ada di Belum lengkap pos atau perusahaannya."
        ),
        N_("Perbaiki datanya sesuai alasan BPJS, lalu ajukan lagi."),
    ),
    outcome.ELSEWHERE: Remedy(
        N_("Orang ini diajukan dalam pengajuan lain. Tidak ada yang berubah."),
        N_(
            "Bila berkas ini juga menjawab pengajuan itu, tekan Baca ulang untuk semua pengajuan di halaman berkas ini."
        ),
    ),
    outcome.NOT_ASKED: Remedy(
        N_("Orang ini terdaftar di sini, tetapi tidak sedang menunggu jawaban BPJS. Tidak ada yang berubah."),
        N_(
            "Buka halaman pekerjanya: bila bulannya sudah ada, ajukan orangnya, lalu unggah jawaban BPJS atas "
            "pengajuan itu."
        ),
    ),
    outcome.CONFLICT: Remedy(
        N_("BPJS sebelumnya menjawab lain tentang orang ini. Tidak ada yang berubah."),
        N_("Tanyakan ke BPJS, jawaban mana yang berlaku."),
    ),
    outcome.AGREED: Remedy(N_("BPJS dan catatan kita sama.")),
    outcome.BPJS_ONLY: Remedy(
        N_("BPJS menyebutnya aktif, tetapi di sini tidak terlindungi pada hari itu."),
        N_("Selesaikan di daftar Cocokkan."),
    ),
    outcome.OTHER_KPJ: Remedy(
        N_("Orangnya terlindungi menurut keduanya, tetapi nomor KPJ menurut BPJS lain dari catatan kita."),
        N_("Selesaikan di daftar Cocokkan: di sana tampak kedua nomornya dan apa yang harus dilakukan."),
    ),
    outcome.STRANGER: Remedy(
        N_("Tidak ada orang dengan NIK ini di sini. Tidak ada yang berubah."),
        N_(
            "Periksa apakah NIK-nya salah ketik, atau orang ini memang didaftarkan pihak lain. Bila ia sudah terdaftar "
            "di sini sekarang, tekan Baca ulang."
        ),
    ),
    outcome.WRONG: Remedy(
        N_("Barisnya belum dapat dipakai. Tidak ada yang berubah."),
        N_(
            "Ikuti keterangan pada barisnya. Yang dibetulkan di sini dipakai dengan Baca ulang; baris yang dibetulkan "
            "BPJS diunggah dalam berkas baru."
        ),
    ),
}
