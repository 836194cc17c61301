"""What each benefit is called, in whole sentences; the rules and their sources stand in benefits."""

from kiosk.domain.words import N_

TREATMENT = N_(
    "Pengobatan tanpa batas biaya di rumah sakit pemerintah kelas I atau klinik PLKK, sampai sembuh."
)
TRANSPORT = N_(
    "Biaya angkut paling banyak Rp5.000.000 lewat darat, Rp2.000.000 lewat laut, Rp10.000.000 lewat udara."
)
CARE_AT_HOME = N_("Perawatan di rumah paling banyak %(amount)s, paling lama 1 tahun.")
STMB = N_(
    "Selama belum dapat bekerja: %(amount)s per bulan, sebesar penghasilan yang dilaporkan, untuk 12 bulan; sesudah "
    "itu %(half)s sampai sembuh."
)
DISABILITY = N_("Cacat total tetap: %(amount)s, ditambah santunan berkala %(allowance)s.")
ACCIDENT_DEATH = N_(
    "Meninggal karena kecelakaan kerja: %(amount)s untuk ahli waris, yaitu %(times)s × penghasilan yang dilaporkan, "
    "%(income)s."
)
NO_WAIT = N_("Jaminan kecelakaan kerja (JKK) berlaku sejak awal, tanpa menunggu %(months)s bulan.")
PERIODIC = N_("Santunan berkala %(amount)s.")
FUNERAL_COST = N_("Biaya pemakaman %(amount)s.")
OTHER_DEATH = N_("Santunan kematian %(amount)s untuk ahli waris.")
SHORT_DEATH = N_(
    "%(amount)s seluruhnya, karena kepesertaan belum %(months)s bulan. Santunan penuh mulai %(full_on)s."
)
SHORT_AT_DEATH = N_("%(amount)s seluruhnya, karena pada hari wafatnya kepesertaan belum %(months)s bulan.")
SCHOOL = N_("Beasiswa untuk paling banyak 2 anak, seluruhnya sampai %(amount)s.")
NO_SCHOOL_YET = N_("Belum ada beasiswa: iuran baru %(paid)s dari %(needed)s bulan.")

ARREARS = N_(
    "Iuran menunggak sejak %(since_on)s: tidak ada kepastian klaim dibayar. Hari terakhir melunasinya %(last_on)s."
)
ARREARS_TOO_LATE = N_(
    "Iuran menunggak sejak %(since_on)s: tidak ada kepastian klaim dibayar. Batas melunasinya, %(last_on)s, sudah "
    "lewat."
)
ENDED = N_("Kepesertaan berakhir %(ended_on)s: tidak ada santunan sampai terdaftar lagi.")
NOT_YET = N_(
    "Belum ada perlindungan: santunan baru berlaku setelah iuran dibayar dan BPJS mengonfirmasi kepesertaannya."
)
AWAITING = N_(
    "Peserta, menunggu konfirmasi BPJS: iurannya sudah dibayar, dan pada %(day_on)s belum dikonfirmasi. Apakah hari "
    "itu ikut dijamin, BPJS yang memutuskan."
)

# Once something has happened: of a day that is over, and of somebody who has died.
ARREARS_AT_ACCIDENT = N_(
    "Iuran menunggak sejak %(since_on)s: tidak ada kepastian klaim dibayar. Melunasinya sekarang tidak mengubah "
    "perlindungan pada hari kecelakaannya."
)
ENDED_AT_ACCIDENT = N_(
    "Kepesertaan berakhir %(ended_on)s: pada hari kecelakaannya tidak ada perlindungan. Mendaftar lagi sekarang tidak "
    "mengubahnya."
)
NOT_YET_AT_ACCIDENT = N_(
    "Pada hari kecelakaannya belum ada perlindungan: iurannya belum dibayar, atau BPJS belum mengonfirmasi "
    "kepesertaannya."
)
ARREARS_AT_DEATH = N_("Iuran menunggak sejak %(since_on)s: tidak ada kepastian klaim dibayar.")
ENDED_AT_DEATH = N_("Kepesertaan berakhir %(ended_on)s: pada hari wafatnya tidak ada perlindungan.")
NOT_YET_AT_DEATH = N_(
    "Pada hari wafatnya tidak ada perlindungan: iurannya belum dibayar, atau BPJS belum mengonfirmasi kepesertaannya."
)
NO_SCHOOL_AT_DEATH = N_(
    "Tidak termasuk beasiswa: iurannya %(paid)s bulan, dan beasiswa diberikan mulai %(needed)s bulan."
)
OUTSIDE_WORK = N_(
    "Kejadiannya di tempat lain. Jaminan kecelakaan kerja (JKK) hanya berlaku saat bekerja dan di jalan berangkat atau "
    "pulang kerja, maka tidak ada jumlah yang dapat disebut. Apakah ini kecelakaan kerja, BPJS yang memutuskan."
)
DEATH_OUTSIDE_WORK = N_(
    "Kejadiannya di tempat lain. Jaminan kecelakaan kerja (JKK) hanya berlaku saat bekerja dan di jalan berangkat atau "
    "pulang kerja; apakah ini kecelakaan kerja, BPJS yang memutuskan. Yang disebut di sini berlaku bila bukan "
    "kecelakaan kerja."
)
