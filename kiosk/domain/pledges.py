"""What becomes of the bond between a civil servant and a worker: why it ends, and who may be taken on (DOMAIN 5.2)."""

from kiosk.domain.words import N_

PICKED, NOMINATED = KINDS = ("picked", "nominated")

HOLD, LET_GO, REFUSED, REVOKED, DIED, STOPPED, TOO_OLD, FUNDED, MERGED, UNAVAILABLE, OTHER_ACCOUNT = (
    "hold", "let_go", "refused", "revoked", "died", "stopped", "too_old", "funded", "merged", "unavailable",
    "other_account",
)  # fmt: skip
ENDINGS = {
    HOLD: N_("waktu pesanannya habis"),
    LET_GO: N_("dilepas oleh orang tua asuhnya"),
    REFUSED: N_("surat kuasanya ditolak"),
    REVOKED: N_("surat kuasanya dicabut"),
    DIED: N_("meninggal dunia"),
    STOPPED: N_("berhenti bekerja"),
    TOO_OLD: N_("mencapai umur 65 tahun"),
    FUNDED: N_("ditanggung pihak lain"),
    MERGED: N_("pendaftarannya digabungkan"),
    UNAVAILABLE: N_("tidak dapat ditanggung lagi"),  # why is between the person and the post
    OTHER_ACCOUNT: N_("dilepas sesudah OPD mencocokkan NIP-nya"),
}
# The mandate goes on, somebody else may take the place.
REPLACED_AFTER = (DIED, STOPPED, TOO_OLD, FUNDED, MERGED, UNAVAILABLE)
TOLD = (
    HOLD,
    *REPLACED_AFTER,
)  # by letter; the others one did oneself, hears with the mandate, or reads on the page

# How a nominated worker stands to the donor, as the donor says it. Own relatives with a business of their own are
# welcome; whom an employer or nobody gives work to is not for this scheme.
NEIGHBOUR, RELATIVE, HOUSEHOLD = RELATIONS = ("neighbour", "relative", "household")
RELATION_WORDS = {
    NEIGHBOUR: N_("Tetangga atau kenalan"),
    RELATIVE: N_("Keluarga saya, dengan usaha sendiri"),
    HOUSEHOLD: N_("Bekerja di rumah tangga saya"),
}
OWN_WORK, EMPLOYED, NO_WORK = WORK = ("own_work", "employed", "no_work")
WORK_WORDS = {
    OWN_WORK: N_("Usaha sendiri, pekerja lepas, atau pekerja rumah tangga"),
    EMPLOYED: N_("Karyawan perusahaan"),
    NO_WORK: N_("Tidak sedang bekerja"),
}
NOT_EMPLOYED = N_(
    "Orang ini bekerja pada perusahaan: perusahaannya yang wajib mendaftarkannya. Orang tua asuh menanggung pekerja "
    "yang berusaha sendiri, pekerja lepas, dan pekerja rumah tangga."
)
NOT_WITHOUT_WORK = N_(
    "Perlindungan ini untuk orang yang sedang bekerja. Orang yang tidak bekerja belum dapat didaftarkan."
)
REFUSED_WORK = {EMPLOYED: NOT_EMPLOYED, NO_WORK: NOT_WITHOUT_WORK}
