"""*Layani di pos ini*: a person who stands at another post than their own is open to it until the day ends.

Whom it is about travels in a sealed ticket: it tells nothing, fits one officer, and lasts a quarter of an hour."""

import base64
import json
from datetime import datetime, timedelta

from db.connection import writing
from db.models import ServiceOpening, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.files.vault import VaultError
from kiosk.services import access, audit, safe
from kiosk.services.acting import Actor, NotThere, Refused

ACCIDENT = "lapor_kecelakaan"
REASONS = {
    "ambil_kartu": N_("Mengambil kartu"),
    "ubah_data": N_("Melaporkan perubahan data"),
    "tanya_perlindungan": N_("Bertanya tentang perlindungannya"),
    ACCIDENT: N_("Melaporkan kecelakaan atau kematian"),
    "lain": N_("Keperluan lain"),
}
TICKET = "service.ticket"
TICKET_LASTS = timedelta(minutes=15)

NO_POST = N_(
    "Anda belum bertugas di pos mana pun, maka orang ini tidak dapat dilayani di sini. Minta admin menambahkan pos "
    "pada akun Anda."
)
NO_REASON = N_("Pilih untuk apa orang ini datang.")
TOO_OLD = N_(
    "Kartu layanan ini sudah tidak berlaku: sudah lebih dari 15 menit, atau dibuka dengan akun lain. Cari orangnya "
    "sekali lagi dengan nomornya."
)


def ticket_for(worker_id: int, by: Actor) -> str:
    """What a service card's form carries in place of a name."""
    content = json.dumps([worker_id, by.user_id, utc_now().isoformat()])
    return base64.urlsafe_b64encode(safe.seal(content, TICKET)).decode()


def worker_meant(ticket: str, by: Actor) -> Worker:
    """Whom a ticket is about. Raises Refused where it is too old, another officer's or not ours, NotThere."""
    try:
        text = safe.open_text(base64.urlsafe_b64decode(ticket), TICKET)
        worker_id, user_id, made_at = json.loads(text or "")
    except (ValueError, VaultError):
        raise Refused(TOO_OLD) from None
    if user_id != by.user_id or utc_now() - datetime.fromisoformat(made_at) > TICKET_LASTS:
        raise Refused(TOO_OLD)
    worker = Worker.get_or_none(Worker.id == worker_id)
    if worker is None:
        raise NotThere
    return worker


def open_here(worker_id: int, reason: str, by: Actor) -> str:
    """Open a person to the officer's post of today until midnight; answers with the registration number.

    A repeat is fine. Raises NotAllowed for anybody but a petugas, NotThere, Refused without a post or a reason."""
    access.require(by.role == "petugas")
    worker = Worker.get_or_none(Worker.id == worker_id)
    if worker is None:
        raise NotThere
    if by.post is None:
        raise Refused(NO_POST)
    if reason not in REASONS:
        raise Refused(NO_REASON)
    if not access.in_own_area(by, worker):
        _open(worker, reason, by)
    return worker.reg_no


def _open(worker: Worker, reason: str, by: Actor) -> None:
    """A second reason on the same day is written down too, the same one is not."""
    here = {"worker": worker.id, "post": by.post_id, "day": today()}
    with writing():
        earlier = ServiceOpening.get_or_none(**here)
        if earlier and (earlier.by_id, earlier.reason) == (by.user_id, reason):
            return
        row = here | {"reason": reason, "by": by.user_id}
        ServiceOpening.insert(row).on_conflict(
            conflict_target=[ServiceOpening.worker, ServiceOpening.post, ServiceOpening.day], action="nothing"
        ).execute()
        audit.record("pekerja.dilayani", by=by, kind="pekerja", subject=worker.reg_no, alasan=reason)
