"""BPJS accepts somebody under another KPJ than the one we had: that may be a new membership (DOMAIN 1.5)."""

from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import DOT, N_

SHOWN_LAST = 4
KPJ_CHANGED = N_(
    "KPJ-nya berganti: sebelumnya %(before)s, menurut BPJS %(now)s. Yang baru dipakai, yang lama tetap dapat dicari. "
    "Tanyakan kepada BPJS apakah ini kepesertaan baru: masa tunggu manfaatnya dapat mulai lagi."
)


def tail(kpj: str) -> str:
    """26000123456 → `••••3456`."""
    return DOT * 4 + kpj[-SHOWN_LAST:]


def number_changed(before: str, now: str) -> tuple[Finding, ...]:
    """Both as `tail` gives them; `before` is "" where the number is the same or there was none."""
    return (warn("kpj_changed", KPJ_CHANGED, before=before, now=now),) if before else ()
