"""What kinds, states and ways of a claim are called, and what comes next."""

from kiosk.domain import claims
from kiosk.domain.words import N_

KINDS = {
    claims.ACCIDENT: N_("Kecelakaan kerja"),
    claims.ACCIDENT_DEATH: N_("Meninggal karena kecelakaan kerja"),
    claims.DEATH: N_("Meninggal karena sebab lain"),
}
STATES = {
    claims.REPORTED: N_("Dicatat, belum dilaporkan ke BPJS"),
    claims.TOLD: N_("Sudah dilaporkan ke BPJS"),
    claims.PAPERS: N_("Berkas dilengkapi"),
    claims.SENT: N_("Berkas diserahkan ke BPJS"),
    claims.APPROVED: N_("Disetujui BPJS"),
    claims.PAID: N_("Dibayar BPJS"),
    claims.SETTLED: N_("Selesai, biaya dibayar BPJS langsung ke rumah sakit"),
    claims.REFUSED: N_("Ditolak BPJS"),
    claims.CLOSED_WRONG: N_("Ditutup, laporan keliru"),
}
WAYS = {
    "at_work": N_("Di tempat kerja atau sedang bekerja"),
    "on_the_way": N_("Di jalan berangkat atau pulang kerja"),
    "elsewhere": N_("Di tempat lain"),
}
TOLD_HOW = {
    "call_centre": N_("Telepon call centre BPJS"),
    "branch": N_("Datang ke kantor cabang BPJS"),
    "hospital": N_("Lewat rumah sakit atau klinik PLKK"),
    "online": N_("Lewat layanan daring BPJS"),
}
# The one thing to do next, by the state.
NEXT = {
    claims.REPORTED: N_("Laporkan ke BPJS, lalu catat nomor laporannya di sini."),
    claims.TOLD: N_("Lengkapi berkasnya bersama keluarga, lalu serahkan ke BPJS."),
    claims.PAPERS: N_("Serahkan berkas yang lengkap ke BPJS, lalu catat harinya."),
    claims.SENT: N_("Tanyakan keputusannya ke BPJS, lalu catat: disetujui, dibayar, atau ditolak."),
    claims.APPROVED: N_("Tunggu pembayarannya, lalu catat jumlah dan harinya."),
    claims.PAID: N_("Selesai. Bila BPJS membayar lagi, catat juga pembayaran itu."),
    claims.SETTLED: N_("Selesai. Bila BPJS membayar juga kepada orangnya, catat pembayaran itu."),
    claims.REFUSED: N_("Jelaskan alasannya kepada keluarga. Bila berkasnya dapat dilengkapi, serahkan lagi."),
    claims.CLOSED_WRONG: N_("Tidak ada lagi yang perlu dikerjakan pada laporan ini."),
}
