"""Of the database itself: its guards stand, the audit trail only grows, and what is answered is on the disk."""

from db import guards_kept
from db.models import AuditEvent
from kiosk.services.invariant_proofs import Invariant

ALL = "1–9"


def _of_the_trail(name: str) -> bool:
    return "audit_event" in name


def _trail_is_open() -> list[str]:
    return [name for name in guards_kept.missing() if _of_the_trail(name)]


def _ledger_is_open() -> list[str]:
    return [name for name in guards_kept.missing() if not _of_the_trail(name)]


INVARIANTS = (
    Invariant(
        ALL, "guards", "Pemicu, indeks unik, dan syarat di basis data lengkap.",
        "penjaga", lambda: len(guards_kept.asked_for()), _ledger_is_open,
    ),
    Invariant(
        "7", "trail", "Jejak audit hanya bertambah: pemicunya menolak perubahan dan penghapusan.",
        "baris jejak", lambda: AuditEvent.select().count(), _trail_is_open,
    ),
    Invariant(
        "8", "durable", "Yang sudah dijawab sudah di cakram: basis data menulis dulu, baru menjawab.",
        "setelan", lambda: len(guards_kept.settings()), guards_kept.careless_settings,
    ),
)  # fmt: skip
