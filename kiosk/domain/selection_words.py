"""What a selection's criteria, states and points are called, on pages and on paper."""

from kiosk.domain import selections as rule
from kiosk.domain.words import N_

CRITERION_WORDS = {
    rule.POVERTY: N_("Miskin ekstrem"),
    rule.LAPSE: N_("Terancam putus"),
    rule.WORK: N_("Pekerjaan berisiko"),
    rule.WAITING: N_("Lama menunggu"),
}
# How each gives its points; `most` is its weight.
CRITERION_RULES = {
    rule.POVERTY: N_("%(most)s bila tercatat di daftar kemiskinan ekstrem yang masih berlaku, selain itu 0."),
    rule.LAPSE: N_(
        "%(most)s bila bulan terakhir yang ditanggung paling lama %(full_at)s bulan kosong sebelum bulan pertama: "
        "tanpa lanjutan, kepesertaannya berakhir."
    ),
    rule.WORK: N_("%(most)s untuk %(count)s pekerjaan yang berisiko, selain itu 0."),
    rule.WAITING: N_("Naik setiap hari menunggu, sampai %(most)s sesudah %(full_at)s hari."),
}
STATES = {
    rule.DRAWING: N_("Daftar tunggu sedang ditarik"),
    rule.DRAFT: N_("Rancangan, belum diputuskan"),
    rule.DECIDED: N_("Diputuskan, lampiran sedang dibuat"),
    rule.CARRYING_OUT: N_("Diputuskan, sedang dilaksanakan"),
    rule.DONE: N_("Selesai dilaksanakan"),
    rule.DROPPED: N_("Dibatalkan"),
}
RESERVED = N_(
    "Tidak muat dalam %(wanted)s tempat yang diminta. Naik bila seorang di atasnya tidak dapat ditanggung."
)
RESERVED_TO_THE_END = N_("Tidak muat dalam %(wanted)s tempat yang diminta, dan tidak ada yang digantikannya.")
ROW_STATES = {
    rule.CHOSEN: N_("Terpilih"),
    rule.RESERVE: N_("Cadangan"),
    rule.LEFT_OUT: N_("Belum dapat dipilih"),
    rule.TAKEN: N_("Ditanggung"),
    rule.REFUSED: N_("Tidak jadi"),
}
