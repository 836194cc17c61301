"""What can come of a line that BPJS sent, and how it is called."""

from kiosk.domain.words import N_

# Of an answer to what was asked for.
ACCEPTED = "accepted"
LATE = "late"
UNPAID = "unpaid"
KNOWN = "known"
MOVED = "moved"
NUMBERED = "numbered"
REJECTED = "rejected"
ELSEWHERE = "elsewhere"
NOT_ASKED = "not_asked"
CONFLICT = "conflict"
# Of a list of active members.
AGREED = "agreed"
BPJS_ONLY = "bpjs_only"
OTHER_KPJ = "other_kpj"
# Of both.
STRANGER = "stranger"
WRONG = "wrong"

WORDS = {
    ACCEPTED: N_("diterima, iurannya sudah dibayar"),
    LATE: N_("diterima, tetapi mulainya terlambat"),
    UNPAID: N_("diterima, menunggu iurannya dibayar"),
    KNOWN: N_("sudah tercatat sebelumnya"),
    MOVED: N_("hari mulainya dimajukan BPJS"),
    NUMBERED: N_("KPJ-nya baru disebut, dan dicatat"),
    REJECTED: N_("ditolak BPJS"),
    ELSEWHERE: N_("bukan bagian pengajuan ini"),
    NOT_ASKED: N_("tidak sedang diajukan"),
    CONFLICT: N_("bertentangan dengan jawaban sebelumnya"),
    AGREED: N_("sama dengan catatan kita"),
    BPJS_ONLY: N_("aktif di BPJS, belum di catatan kita"),
    OTHER_KPJ: N_("KPJ menurut BPJS lain dari catatan kita"),
    STRANGER: N_("NIK tidak terdaftar di sini"),
    WRONG: N_("baris belum dapat dipakai"),
}
# The admin has to look at these; whom BPJS rejected is mended where they were registered.
TO_SETTLE = (ELSEWHERE, NOT_ASKED, CONFLICT, BPJS_ONLY, OTHER_KPJ, STRANGER, WRONG)
# These have changed nothing for their person: read again, the same line may.
OPEN = (ELSEWHERE, NOT_ASKED, CONFLICT, BPJS_ONLY, OTHER_KPJ, STRANGER, WRONG)
