"""Why a figure of a frozen report is another one today, as far as the figure itself tells: each is counted by what came
before its month was over, so what is more came later, and what is less was taken back."""

from kiosk.domain.words import N_

RECORDED_LATER = N_("dicatat sesudah bulan itu")
ANSWERED_LATER = N_("jawaban BPJS datang sesudah bulan itu")
ASKED_LATER = N_("diajukan sesudah bulan itu")
PAID_LATER = N_("pembayaran dicatat sesudah bulan itu")
LET_GO = N_("bulannya dilepas sesudahnya, misalnya karena kematian atau orangnya digabung")
TAKEN_OUT = N_("pengajuannya ditarik, atau bulannya dilepas")
REVERSED = N_("pembayaran dibalik, atau bulannya dilepas")
NO_MORE = N_("pembayaran dibalik, jawaban BPJS dibetulkan, atau bulannya dilepas")
MERGED = N_("yang terdaftar dua kali digabung")
MOVED = N_("pindah tempat tinggal, digabung, atau dicatat kemudian")
FOLLOWS = N_("mengikuti iuran dan bulan yang berlaku")
DIED = N_("kematian dicatat kemudian")
OTHER_KIND = N_("jenis klaim dibetulkan, atau klaim ditutup karena keliru")
TOLD_LATER = N_("laporan ke BPJS dicatat sesudah bulan itu")
DEADLINE_LATER = N_("batasnya jatuh sesudah bulan itu")
STEP_LATER = N_("langkah klaim dicatat sesudah bulan itu")
STEP_CORRECTED = N_("langkah klaim dibetulkan")
BPJS_PAID_LATER = N_("pembayaran BPJS dicatat atau dibetulkan sesudahnya")

# By the figure's name in domain/month_reports: why there are more, why there are fewer.
REASONS = {
    "registered": (RECORDED_LATER, MERGED),
    "planned": (RECORDED_LATER, LET_GO),
    "submitted": (ASKED_LATER, TAKEN_OUT),
    "paid": (PAID_LATER, REVERSED),
    "effective": (ANSWERED_LATER, NO_MORE),
    "new": (ANSWERED_LATER, NO_MORE),
    "money": (PAID_LATER, REVERSED),
    "money_each": (FOLLOWS, FOLLOWS),
    "areas.registered": (MOVED, MOVED),
    "claims.accident": (OTHER_KIND, OTHER_KIND),
    "claims.accident_death": (DIED, OTHER_KIND),
    "claims.death": (OTHER_KIND, OTHER_KIND),
    "claims.told_in_time": (TOLD_LATER, STEP_CORRECTED),
    "claims.told_late": (TOLD_LATER, STEP_CORRECTED),
    "claims.untold": (DEADLINE_LATER, TOLD_LATER),
    "claims.waiting": (STEP_CORRECTED, DEADLINE_LATER),
    "claims.paid": (BPJS_PAID_LATER, STEP_CORRECTED),
    "claims.paid_amount": (BPJS_PAID_LATER, BPJS_PAID_LATER),
    "claims.open": (STEP_CORRECTED, STEP_LATER),
}


def reason_of(figure: str, difference: int | None, *, deaths: int = 0) -> str:
    """`figure` as in REASONS, with or without the part it belongs to. `deaths`: by how many more accidents turned out
    to be deadly; fewer of the others are those then. Empty where nothing is known."""
    if not difference:
        return ""
    if figure == "claims.accident" and 0 < -difference <= deaths:
        return DIED
    more, fewer = REASONS.get(figure) or REASONS.get(figure.rpartition(".")[2]) or ("", "")
    return more if difference > 0 else fewer
