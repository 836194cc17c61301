"""How each figure of a monthly evaluation is counted: its unit, its rule, where it is read and of which day it is. What
the last page of the report prints, and what somebody needs who wants to count it again."""

from dataclasses import dataclass

MONTH_END, MADE = "akhir bulan", "hari laporan dibuat"


@dataclass(frozen=True)
class Note:
    """`keys` are the names in domain/month_reports.Figures; `day` is MONTH_END or MADE."""

    keys: tuple[str, ...]
    title: str
    unit: str
    rule: str
    source: str
    day: str


NOTES = (
    Note(
        ("target",), "Cakupan kota dan target (UCJ)", "orang, persen",
        "peserta aktif dibagi calon peserta; target yang berlaku pada hari terakhir bulan itu",
        "angka resmi dengan tanggal dan sumbernya (Angka kota)", MONTH_END,
    ),
    Note(
        ("registered", "areas.registered"), "Terdaftar", "orang",
        "didaftarkan sampai akhir bulan, menurut tempat tinggal sekarang; yang terdaftar dua kali dihitung sekali",
        "buku pekerja", MADE,
    ),
    Note(
        ("planned", "schemes.planned", "areas.planned"), "Ditanggung", "orang",
        "ada penanggung untuk bulan itu dan tidak dilepas; menurut kelurahan dan sumber dana ketika bulannya dihitung",
        "buku besar", MONTH_END,
    ),
    Note(
        ("paid", "schemes.paid", "areas.paid"), "Dibayar", "orang",
        "uangnya sudah masuk dengan nomor rujukan", "buku besar", MONTH_END,
    ),
    Note(
        ("effective", "months", "schemes.effective", "areas.effective"), "Terlindungi", "orang",
        "bulan itu dibayar dan dikonfirmasi BPJS Ketenagakerjaan; yang datang sesudah akhir bulan menjadi koreksi",
        "buku besar, jawaban dan bukti BPJS", MONTH_END,
    ),
    Note(
        ("schemes.new",), "Baru", "orang",
        "terlindungi bulan itu, dan bulan sebelumnya tidak dibayar siapa pun", "buku besar", MADE,
    ),
    Note(
        ("schemes.money",), "Iuran dibayar", "rupiah",
        "jumlah iuran semua bulan itu yang sudah dibayar", "buku besar", MADE,
    ),
    Note(
        ("schemes.effective_money", "schemes.effective_months"), "Iuran untuk setiap bulan perlindungan", "rupiah",
        "iuran yang dibayar untuk bulan yang berlaku, dibagi banyaknya bulan itu, dibulatkan ke rupiah terdekat",
        "buku besar", MADE,
    ),
    Note(
        ("lapses.continued", "lapses.lapsed"), "Berlanjut dan tidak", "orang",
        "janji penanggungnya berakhir dengan bulan sebelumnya; berlanjut bila ada siapa pun yang menanggung bulan ini",
        "janji dan buku besar", MADE,
    ),
    Note(
        ("lapses.called", "lapses.reached", "lapses.left"), "Dihubungi", "orang",
        "tidak berlanjut dan pernah dihubungi tentang bulan kosong itu; yang berhenti atau meninggal tidak dihitung",
        "catatan panggilan di Segera berakhir", MADE,
    ),
    Note(
        ("claims.accident", "claims.accident_death", "claims.death"), "Klaim dilaporkan", "klaim",
        "dilaporkan dalam bulan itu, menurut jenisnya; yang ditutup karena keliru tidak dihitung",
        "langkah klaim yang dicatat sampai akhir bulan", MONTH_END,
    ),
    Note(
        ("claims.told_in_time", "claims.told_late", "claims.untold", "claims.waiting"), "Dalam 2 × 24 jam", "klaim",
        "kecelakaan kerja yang dilaporkan ke BPJS paling lambat 48 jam sesudahnya, juga pada hari libur; yang batasnya "
        "sesudah akhir bulan dihitung tersendiri, dan yang dilaporkan kemudian menjadi koreksi",
        "langkah klaim", MONTH_END,
    ),
    Note(
        ("claims.paid", "claims.paid_amount", "claims.open"), "Dibayar BPJS dan masih berjalan", "klaim, rupiah",
        "dibayar dalam bulan itu; berjalan ialah yang belum dibayar, ditolak, atau ditutup pada akhir bulan",
        "langkah klaim", MONTH_END,
    ),
    Note(
        ("targeting.poor", "targeting.poor_effective"), "Miskin ekstrem", "orang",
        "desil 1 pada daftar yang masih berlaku, tidak dibekukan; terlindungi bila bulan itu berlaku",
        "daftar kemiskinan dengan tanggalnya", MADE,
    ),
    Note(
        ("targeting.works_eligible", "targeting.works_reached", "targeting.works_without"), "Pekerjaan terjangkau",
        "pekerjaan", "pekerjaan yang boleh ditanggung salah satu skema, dengan sedikitnya satu orang terlindungi",
        "daftar pekerjaan tiap skema, buku besar", MONTH_END,
    ),
    Note(
        (
            "quality.people", "quality.no_phone", "quality.dukcapil", "quality.bpjs_rejected", "quality.twins",
            "quality.incomplete", "quality.cards_waiting",
        ),
        "Mutu data", "orang, kartu",
        "seperti daftar Belum lengkap dan Kartu yang menunggu; orang yang dibekukan tidak dihitung",
        "buku pekerja, kartu", MADE,
    ),
)  # fmt: skip
